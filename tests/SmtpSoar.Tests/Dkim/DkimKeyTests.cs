using System;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Dkim;
using SmtpSoar.Core.Dkim.Keys;
using SmtpSoar.Tests.Assets;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>Keys and settings that DKIM takes, and those that it refuses with the reason.</summary>
public sealed class DkimKeyTests : AssetTestBase, IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("rsa2048", "rsa", 2048)]
    [InlineData("rsa1024", "rsa", 1024)]
    [InlineData("ed25519", "ed25519", 256)]
    public void Key_OfOpenssl_HasTheRecordThatOpensslMakes(string name, string kind, int bits)
    {
        using var key = DkimKeySource.Read(DkimKeys.Secret(name), name, CancellationToken.None);

        Assert.Equal((kind, bits), (key.Kind, key.Bits));
        Assert.Equal(DkimKeys.Record(name), DkimRecord.For(key));
    }

    // RFC 8463, appendix A.2.
    [Fact]
    public void Key_OfTheRfc_HasThePublicKeyOfTheRfc()
    {
        using var key = new Ed25519DkimKey(Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="));

        Assert.Equal("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", Convert.ToBase64String(key.PublicKey));
    }

    [Theory]
    [InlineData("ec", "elliptic curve")]
    [InlineData("pss", "RSA-PSS")]
    [InlineData("encrypted", "encrypted")]
    [InlineData("encrypted-openssl", "encrypted")]
    [InlineData("public", "public key")]
    public void Key_OfAnotherKind_IsRefusedWithTheReason(string name, string reason)
    {
        var error = Error("DkimKeyInvalid", () => DkimKeySource.Read(DkimKeys.Secret(name), "s1", CancellationToken.None));

        Assert.Contains(reason, error.Sentence, StringComparison.Ordinal);
        Assert.Contains("'s1'", error.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(DkimKeys.Pem(name).Split('\n')[4].Trim(), error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nnot base64!\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMAMCAQA=\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----")]
    public void Text_ThatIsNoKey_IsRefused(string text) =>
        Error("DkimKeyInvalid", () => DkimKeySource.Read(Secure(text + Canary), "s1", CancellationToken.None));

    [Fact]
    public void Key_CutAnywhere_IsRefusedWithoutACrash()
    {
        var pem = DkimKeys.Pem("rsa1024");
        var lines = pem.Split('\n');
        for (var count = 1; count < lines.Length - 3; count++)
        {
            var cut = string.Join("\n", lines.Take(count)) + "\n-----END PRIVATE KEY-----\n";
            Error("DkimKeyInvalid", () => DkimKeySource.Read(Secure(cut), "s1", CancellationToken.None));
        }
    }

    [Fact]
    public void Key_ThatIsTooShort_IsRefused()
    {
        var error = Error("DkimKeyTooShort", () => DkimKeySource.Read(DkimKeys.Secret("rsa768"), "s1", CancellationToken.None));

        Assert.Contains("768 bits", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfAKey_IsNamedInEachError()
    {
        var missing = _files.Missing("none.pem");
        var wrong = _files.Add("wrong.pem", "nonsense").Path!;
        Protect(wrong);

        Assert.Contains(missing, Error("DkimKeyNotFound", () => Read(missing)).Sentence, StringComparison.Ordinal);
        Assert.Contains(wrong, Error("DkimKeyInvalid", () => Read(wrong)).Sentence, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(wrong)!, Error("DkimKeyUnreadable", () => Read(Path.GetDirectoryName(wrong)!)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfAKey_Signs()
    {
        var path = _files.Add("key.pem", DkimKeys.Pem("rsa2048")).Path!;
        Protect(path);
        var asset = DkimKeys.Sign(TestMail.Asset, "rsa2048");
        asset.DkimPrivateKey = [path];

        var message = new MessageFactory(asset, TimeProvider.System).Create(TestMail.Text(), CancellationToken.None);

        Assert.True(DkimJudge.Verifies(TestMail.Wire(message), "rsa2048"));
    }

#if NET
    [Fact]
    public void File_ThatOthersMayRead_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = _files.Add("key.pem", DkimKeys.Pem("rsa2048")).Path!;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("640", Error("DkimKeyExposed", () => Read(path)).Sentence, StringComparison.Ordinal);
    }
#endif

    [Theory]
    [InlineData("s1", true)]
    [InlineData("mail.2026-a", true)]
    [InlineData("_smtp", true)]
    [InlineData("a b", false)]
    [InlineData("-a", false)]
    [InlineData("a..b", false)]
    [InlineData("a;b", false)]
    [InlineData("a\r\nX-Evil: x", false)]
    [InlineData("", false)]
    public void Selector_OfAnAsset_IsLabels(string selector, bool isGood)
    {
        var asset = DkimKeys.Sign(TestMail.Asset, "rsa2048");
        asset.DkimSelector = [selector];

        if (isGood)
            AssetValidator.Validate(asset);
        else
            Error("DkimSelectorInvalid", () => AssetValidator.Validate(asset));
    }

    [Theory]
    [InlineData("example.org", true)]
    [InlineData("bücher.example", true)]
    [InlineData("localhost", false)]
    [InlineData("a b.example", false)]
    [InlineData("user@example.org", false)]
    [InlineData("[192.0.2.1]", false)]
    [InlineData("192.0.2.1", false)]
    public void Domain_OfAnAsset_IsADomain(string domain, bool isGood)
    {
        var asset = DkimKeys.Sign(TestMail.Asset, "rsa2048");
        asset.DkimDomain = domain;

        if (isGood)
            AssetValidator.Validate(asset);
        else
            Error("DkimDomainInvalid", () => AssetValidator.Validate(asset));
    }

    [Fact]
    public void Settings_ThatAreNotWhole_AreRefused()
    {
        var asset = DkimKeys.Sign(TestMail.Asset, "rsa2048");
        asset.DkimDomain = null;
        Assert.Contains("DkimDomain", Error("DkimSettingMissing", () => AssetValidator.Validate(asset)).Sentence, StringComparison.Ordinal);

        asset = DkimKeys.Sign(TestMail.Asset, "rsa2048", "ed25519");
        asset.DkimSelector = ["s1"];
        Error("DkimKeysUneven", () => AssetValidator.Validate(asset));
        asset.DkimSelector = ["s1", "S1"];
        Assert.Contains("twice", Error("DkimSelectorInvalid", () => AssetValidator.Validate(asset)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAnAsset_TakesAPathAndAKey()
    {
        var pem = DkimKeys.Pem("ed25519").Replace("\r", "").Replace("\n", "\\n");
        var json = $$"""{"server": "h.example", "DkimDomain": "example.org", "DkimSelector": ["s1", "s2"], "DkimPrivateKey": ["/keys/a b.pem", "{{pem}}"]}""";

        var asset = AssetReader.FromJson(json);

        Assert.Equal(["s1", "s2"], asset.DkimSelector);
        Assert.Equal("/keys/a b.pem", asset.DkimPrivateKey[0]);
        Assert.Equal(DkimKeys.Pem("ed25519").Replace("\r", ""), Reveal((System.Security.SecureString)asset.DkimPrivateKey[1]));
    }

    [Fact]
    public void Value_ThatCanBeNoKey_IsNotQuoted() => Error("AssetSettingInvalid", () => Read(("DkimPrivateKey", new object?[] { 5, Canary })));

    private static void Read(string path)
    {
        using var key = DkimKeySource.Read(path, "s1", CancellationToken.None);
    }

    private static void Protect(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
#endif
    }
}
