using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.OpenPgp.Gnupg;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.OpenPgp;

/// <summary>Keys that can't be used: each is an error with its reason, before anything is sent.</summary>
[Collection(nameof(GpgTests))]
public sealed class PgpRefusalTests : IDisposable
{
    private const string Sender = "asset@example.org";

    private readonly GpgHome _gpg = new();

    public void Dispose() => _gpg.Dispose();

    [GpgFact]
    public void SigningKeyFile_ThatCantSign_IsRefusedWithTheReason()
    {
        _gpg.Create(Sender, "ed25519", "cv25519", GpgHome.Passphrase);
        var secret = _gpg.ExportSecret(Sender, GpgHome.Passphrase);

        Refused("PgpPassphraseMissing", Signing(secret));
        Refused("PgpPassphraseWrong", Signing(secret, "wrong"));
        Refused("PgpKeyPublic", Signing(_gpg.Export(Sender)));
        Refused("PgpKeyInvalid", Signing(_gpg.Write("nonsense.asc", "nonsense")));
        Refused("PgpKeyFileNotFound", Signing(Path.Combine(Path.GetTempPath(), "none.asc")));
        Refused("PgpKeyFileUnreadable", Signing(Path.GetTempPath()));
        Refused("PgpKeyMissing", new MailProtection { Sign = true, PgpRecipientKeys = [secret] });
    }

    [GpgFact]
    public void SigningKeyFile_OfAnotherAddress_IsRefusedUnlessAllowed()
    {
        _gpg.Create("other@example.org", "ed25519", null);
        var protection = Signing(_gpg.ExportSecret("other@example.org"));

        Assert.Contains(Sender, Refused("PgpKeyMismatch", protection).Sentence, StringComparison.Ordinal);
        protection.AllowCertificateMismatch = true;
        Compose(protection);
    }

#if NET
    [GpgFact]
    public void SecretKeyFile_ThatOthersMayRead_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        _gpg.Create(Sender, "ed25519", null);
        var secret = _gpg.ExportSecret(Sender);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Refused("PgpKeyExposed", Signing(secret));
    }
#endif

    [GpgFact]
    public void Key_ThatIsExpired_IsRefusedFromAFileAndFromGpg()
    {
        _gpg.Create(Sender, "ed25519", "cv25519", expires: "seconds=1");
        Assert.True(SpinWait.SpinUntil(() => _gpg.Good("--with-colons", "--list-keys", Sender).StartsWith("pub:e", StringComparison.Ordinal) || _gpg.Good("--with-colons", "--list-keys", Sender).Contains("\npub:e"), TimeSpan.FromSeconds(20)));

        Assert.Contains("expired", Refused("PgpKeyUnusable", Signing(_gpg.ExportSecret(Sender))).Sentence, StringComparison.Ordinal);
        Assert.Contains("expired", Refused("PgpKeyUnusable", Signing(Sender)).Sentence, StringComparison.Ordinal);
        Assert.Contains("expired", Refused("PgpRecipientMissing", Encrypting(_gpg.Export(Sender))).Sentence, StringComparison.Ordinal);
    }

    [GpgFact]
    public void Key_ThatIsRevoked_IsRefusedFromAFileAndFromGpg()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", "cv25519");
        var home = Environment.GetEnvironmentVariable("GNUPGHOME")!;
        var revocation = File.ReadAllText(Path.Combine(home, "openpgp-revocs.d", fingerprint + ".rev"));
        _gpg.Good("--import", _gpg.Write("revoke.asc", revocation.Replace(":-----BEGIN", "-----BEGIN")));

        Assert.Contains("revoked", Refused("PgpKeyUnusable", Signing(_gpg.ExportSecret(Sender))).Sentence, StringComparison.Ordinal);
        Assert.Contains("revoked", Refused("PgpKeyUnusable", Signing(fingerprint)).Sentence, StringComparison.Ordinal);
        Assert.Contains("revoked", Refused("PgpRecipientMissing", Encrypting(_gpg.Export(Sender))).Sentence, StringComparison.Ordinal);
    }

    [GpgFact]
    public void RecipientKey_ThatMayOnlySign_IsRefused()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", null);

        Assert.Contains("may only sign", Refused("PgpRecipientMissing", Encrypting(_gpg.Export(Sender))).Sentence, StringComparison.Ordinal);
        Assert.Contains("may only sign", Refused("PgpRecipientMissing", Encrypting(fingerprint)).Sentence, StringComparison.Ordinal);
    }

    [GpgFact]
    public void Recipients_WithoutAKey_AreAllNamed()
    {
        _gpg.Create(Sender, "ed25519", "cv25519");
        var request = TestMail.Text();
        request.To = ["one@example.org", "two@example.org"];
        request.Protection = Encrypting(_gpg.Export(Sender));

        var error = Assert.Throws<SmtpSoarException>(() => Factory().Create(request, CancellationToken.None));

        Assert.Equal("PgpRecipientMissing", error.ErrorId);
        Assert.Contains("one@example.org", error.Sentence, StringComparison.Ordinal);
        Assert.Contains("two@example.org", error.Sentence, StringComparison.Ordinal);
    }

    [GpgFact]
    public void KeyOfGpg_ThatNeedsAPerson_IsNeverWaitedFor()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", null, GpgHome.Passphrase);

        Refused("GpgAgentLocked", Signing(fingerprint));
        Refused("PgpPassphraseWrong", Signing(fingerprint, "wrong"));
        Refused("PgpKeyNotFound", Signing("nobody@example.org"));
    }

    [GpgFact]
    public void Gpg_ThatIsNotInstalled_IsNamed()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", Path.Combine(Path.GetTempPath(), "nothing"));
            Refused("GpgMissing", Signing(Sender));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Theory]
    [InlineData(99, "GpgAgentLocked")]
    [InlineData(85, "GpgAgentLocked")]
    [InlineData(11, "GpgAgentLocked")]
    [InlineData(108, "GpgFailed")]
    public void Report_OfAFailure_TellsWhetherAPersonWasNeeded(int code, string errorId)
    {
        var report = new GpgReport(2, $"[GNUPG:] FAILURE sign {0x4000000 + code}\r\ngpg: signing failed: the reason\r\n");

        Assert.Equal(errorId, report.ToError("0123", hasPassphrase: false).ErrorId);
    }

    // RFC 9580, appendix A.3.
    [Fact]
    public void Key_OfVersion6_IsNamed()
    {
        const string Certificate = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
            + "xioGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laPCsQYf\n"
            + "GwoAAABCBYJjh3/jAwsJBwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxy\n"
            + "KwwfHifBilZwj2Ul7Ce62azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lw\n"
            + "gyU2kCcUmKfvBXbAf6rhRYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaE\n"
            + "QsiPlR4zxP/TP7mhfVEe7XWPxtnMUMtf15OyA51YBM4qBmOHf+MZAAAAIIaTJINn\n"
            + "+eUBXbki+PSAld2nhJh/LVmFsS+60WyvXkQ1wpsGGBsKAAAALAWCY4d/4wKbDCIh\n"
            + "BssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce62azJAAAAAAQBIKbpGG2dWTX8\n"
            + "j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDEM0g12vYxoWM8Y81W+bHBw805\n"
            + "I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUrk0mXubZvyl4GBg==\n-----END PGP PUBLIC KEY BLOCK-----\n";

        var error = Refused("PgpKeyUnsupported", Encrypting(_gpg.Write("v6.asc", Certificate)));

        Assert.Contains("version 6", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_WithBothProtections_IsRefused()
    {
        var protection = Signing("/keys/key.asc");
        protection.SigningCertificate = new CertificateSource { Path = "/keys/key.pfx" };

        var error = Refused("ProtectionAmbiguous", protection);

        Assert.Contains("-PgpKey, -SigningCertificate", error.Sentence, StringComparison.Ordinal);
    }

    private static MailProtection Signing(string key, string? passphrase = null) =>
        new() { PgpKey = key, PgpPassphrase = passphrase is null ? null : GpgHome.Secret(passphrase) };

    private static MailProtection Encrypting(string key) => new() { Sign = false, Encrypt = true, PgpRecipientKeys = [key] };

    private static SmtpSoarException Refused(string errorId, MailProtection protection)
    {
        var error = Assert.Throws<SmtpSoarException>(() => Compose(protection));
        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain(GpgHome.Passphrase, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    private static ComposedMessage Compose(MailProtection protection)
    {
        var request = TestMail.Text();
        request.To = [Sender];
        request.Protection = protection;
        return Factory().Create(request, CancellationToken.None);
    }

    private static MessageFactory Factory() => new(TestMail.Asset, TimeProvider.System);
}
