using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Reading;
using SmtpSoar.Tests.Smime;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>The steps of Test-SmtpAsset about certificates and OpenPGP keys, and assets that name a certificate by its place.</summary>
[Collection(nameof(GpgTests))]
public sealed class AssetStepTests : IDisposable
{
    private const string Sender = "ann@example.org";

    private readonly TestAuthority _authority = new();
    private readonly OpenSsl _files = new();
    private readonly GpgHome _gpg = new();

    public void Dispose()
    {
        _gpg.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Certificate_OfAFile_HasItsStepsAndSignsTheTestMail()
    {
        var (outcome, mailer, mail) = await TestAsync(asset => Name(asset, _authority.Issue(Sender), "p"));

        Assert.Null(outcome.Error);
        var step = Step(outcome, "SigningCertificate");
        Assert.Equal(StepOutcome.Success, step.Outcome);
        Assert.Contains(Sender, step.Detail, StringComparison.Ordinal);
        Assert.Contains("days left", step.Detail, StringComparison.Ordinal);
        Assert.Contains("not trusted here", Step(outcome, "CertificateChain").Detail, StringComparison.Ordinal);
        Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("does not trust", StringComparison.Ordinal));
        Assert.Contains("multipart/signed", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_WithFewDaysLeft_IsAWarning()
    {
        var certificate = _authority.Issue(Sender, new() { NotAfter = DateTimeOffset.UtcNow.AddDays(20) });

        var (outcome, mailer, _) = await TestAsync(asset => asset.SigningCertificate = certificate);

        Assert.Null(outcome.Error);
        Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("expires in 19 days", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("expired", "CertificateExpired")]
    [InlineData("password", "SigningPasswordWrong")]
    [InlineData("file", "SigningCertificateNotFound")]
    [InlineData("thumbprint", "SigningCertificateNotFound")]
    public async Task Certificate_ThatCannotSign_EndsTheTest(string kind, string errorId)
    {
        var end = DateTimeOffset.UtcNow.AddDays(kind == "expired" ? -1 : 9);
        var (outcome, _, mail) = await TestAsync(asset =>
        {
            Name(asset, _authority.Issue(Sender, new() { NotAfter = end }), "p");
            if (kind == "password")
                asset.SigningPassword = TestSecrets.Of("q");
            if (kind == "file")
                asset.SigningCertificatePath += ".none";
            if (kind == "thumbprint")
                asset.SigningCertificatePath = new string('0', 40);
        });

        Assert.Equal(errorId, outcome.Error?.ErrorId);
        Assert.Equal(StepOutcome.Failed, Step(outcome, "SigningCertificate").Outcome);
        Assert.Null(mail);
    }

    [Fact]
    public async Task RecipientsCertificates_AreCountedAndThoseUnfitAreNamed()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_files.Folder, "certificates")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "bob.cer"), _authority.Issue("bob@example.org").RawData);
        File.WriteAllBytes(Path.Combine(folder, "carl.cer"), _authority.Issue("carl@example.org", new() { NotAfter = DateTimeOffset.UtcNow.AddDays(-1) }).RawData);

        var (outcome, mailer, _) = await TestAsync(asset => asset.RecipientCertificatePath = folder);

        Assert.Contains("can be used: 1, without: 1", Step(outcome, "RecipientCertificates").Detail, StringComparison.Ordinal);
        Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("carl@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void SendersOwnCertificate_OfAFile_IsEncryptedFor()
    {
        var (own, other) = (_authority.Issue(Sender), _authority.Issue("bob@example.org"));
        var protection = SmimeMail.Encrypting(other);
        protection.SigningCertificate = new CertificateSource { Path = _files.Write("own.pfx", _authority.Pkcs12(own, "p")), Password = TestSecrets.Of("p") };

        var message = SmimeMail.Compose(SmimeMail.Request(protection));

        Assert.Empty(message.Warnings);
        var cms = new System.Security.Cryptography.Pkcs.EnvelopedCms();
        cms.Decode(SmimeMail.Structure(SmimeMail.Wire(message)));
        cms.Decrypt(new X509Certificate2Collection(own));
    }

    [ToolFact("gpg")]
    public async Task PgpKey_OfAFileAndOfGpg_HasItsStep()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", "cv25519", expires: "20d");
        var secret = _gpg.ExportSecret(Sender);
        foreach (var name in new[] { secret, fingerprint })
        {
            var (outcome, mailer, mail) = await TestAsync(asset => asset.PgpKey = name);

            Assert.Null(outcome.Error);
            Assert.Contains(fingerprint, Step(outcome, "PgpKey").Detail, StringComparison.Ordinal);
            Assert.Contains("valid until", Step(outcome, "PgpKey").Detail, StringComparison.Ordinal);
            Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("expires in", StringComparison.Ordinal));
            Assert.Contains("pgp-signature", mail, StringComparison.Ordinal);
        }
    }

    [ToolFact("gpg")]
    public async Task PgpKey_ThatCannotSign_EndsTheTest()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", null, GpgHome.Passphrase);
        _gpg.Create("other@example.org", "ed25519", null);
        var (locked, _, _) = await TestAsync(asset => asset.PgpKey = fingerprint);
        var (wrong, _, _) = await TestAsync(asset => (asset.PgpKey, asset.PgpPassphrase) = (_gpg.ExportSecret(Sender, GpgHome.Passphrase), GpgHome.Secret("no")));
        var (strange, _, mail) = await TestAsync(asset => asset.PgpKey = _gpg.ExportSecret("other@example.org"));

        Assert.Equal(
            ["GpgAgentLocked", "PgpPassphraseWrong", "PgpKeyMismatch"], new[] { locked, wrong, strange }.Select(outcome => outcome.Error?.ErrorId));
        Assert.Equal(StepOutcome.Failed, Step(locked, "PgpKey").Outcome);
        Assert.Null(mail);
    }

    [ToolFact("gpg")]
    public async Task PgpRecipientKeys_AreCountedAndThoseUnfitAreNamed()
    {
        _gpg.Create("bob@example.org", "ed25519", "cv25519");
        _gpg.Create("carl@example.org", "ed25519", null);
        var keys = Directory.CreateDirectory(Path.Combine(_files.Folder, "keys")).FullName;
        foreach (var address in new[] { "bob@example.org", "carl@example.org" })
            File.Copy(_gpg.Export(address), Path.Combine(keys, address + ".asc"));

        var (outcome, mailer, _) = await TestAsync(asset => asset.PgpRecipientKeyPath = keys);

        Assert.Contains("can be used: 1, without: 1", Step(outcome, "PgpRecipientKeys").Detail, StringComparison.Ordinal);
        Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("carl@example.org", StringComparison.Ordinal));
    }

    private void Name(SmtpAsset asset, X509Certificate2 certificate, string password)
    {
        asset.SigningCertificatePath = _files.Write("ann.pfx", _authority.Pkcs12(certificate, password));
        asset.SigningPassword = TestSecrets.Of(password);
    }

    private static ConnectivityStep Step(Core.MailOutcome outcome, string name) =>
        ((SoarConnectivityResult)outcome.Result).Steps.Single(step => step.Name == name);

    private static async Task<(Core.MailOutcome Outcome, Mailer Mailer, string? Mail)> TestAsync(Action<SmtpAsset> change)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset =>
        {
            asset.SenderAddress = Sender;
            change(asset);
        });
        var outcome = await mailer.TestAsync();
        return (outcome, mailer, server.Messages.Count == 0 ? null : server.Messages[^1].Text);
    }
}
