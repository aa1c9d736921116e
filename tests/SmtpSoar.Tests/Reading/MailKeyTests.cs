using System;
using System.Threading;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

public sealed class MailKeyTests : IDisposable
{
    private readonly ToolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_ThatIsMissing_IsAnError()
    {
        Assert.Equal("MailKeyNotFound", IdOf(new MailImportOptions { VerifyFiles = [_folder.Path("none.pem")] }));
        Assert.Equal("MailKeyNotFound", IdOf(new MailImportOptions { DecryptFiles = [_folder.Path("none.pfx")] }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n")]
    [InlineData("\u0099\u0001\u0002")]
    [InlineData("0\u0082\u00FF\u00FF")]
    public void Key_ThatIsNone_IsAnError(string content)
    {
        _folder.Write("key", content);

        Assert.Equal("MailKeyUnreadable", IdOf(new MailImportOptions { Verify = true, VerifyFiles = [_folder.Path("key")] }));
        Assert.Equal("MailKeyUnreadable", IdOf(new MailImportOptions { DecryptFiles = [_folder.Path("key")] }));
    }

    [ToolFact("openssl")]
    public void Key_ForDecryptingWithoutItsPrivateHalf_IsAnError()
    {
        _folder.Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-subj", "/CN=x");
        _folder.Run("openssl", "pkcs12", "-export", "-nokeys", "-in", "cert", "-out", "cert.pfx", "-passout", "pass:");

        Assert.Equal("MailKeyMissing", IdOf(new MailImportOptions { DecryptFiles = [_folder.Path("cert.pfx")] }));
        Assert.Equal("MailKeyUnreadable", IdOf(new MailImportOptions { DecryptFiles = [_folder.Path("cert")] }));
    }

    private static string IdOf(MailImportOptions options) =>
        Assert.Throws<SmtpSoarException>(() => new MailImport(options).OpenKeys(CancellationToken.None)).ErrorId;
}
