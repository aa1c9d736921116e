using SmtpSoar.Core.Certificates;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>Texts that a user writes for a certificate: a thumbprint in the forms in which systems show it, or the path of a file.</summary>
public sealed class CertificateTextTests
{
    private const string Sha1 = "0123456789ABCDEF0123456789abcdef01234567";

    [Theory]
    [InlineData(Sha1)]
    [InlineData(" " + Sha1 + " ")]
    [InlineData("\u200E" + Sha1)]
    [InlineData("01 23 45 67 89 AB CD EF 01 23 45 67 89 ab cd ef 01 23 45 67")]
    [InlineData("01:23:45:67:89:AB:CD:EF:01:23:45:67:89:ab:cd:ef:01:23:45:67")]
    [InlineData(@"Cert:\CurrentUser\My\" + Sha1)]
    [InlineData("cert:/LocalMachine/My/" + Sha1)]
    [InlineData(@"Microsoft.PowerShell.Security\Certificate::CurrentUser\Cert:\My\" + Sha1)]
    public void Thumbprint_InEachForm_IsOne(string text) => Assert.Equal(Sha1, CertificateText.ThumbprintOf(text));

    [Fact]
    public void Thumbprint_OfSha256_IsOne() => Assert.Equal(new string('a', 64), CertificateText.ThumbprintOf(new string('a', 64)));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soar.pfx")]
    [InlineData("/srv/" + Sha1)]
    [InlineData(Sha1 + "8")]
    [InlineData(Sha1 + ".pfx")]
    [InlineData("01  23456789ABCDEF0123456789abcdef01234567")]
    [InlineData(@"Cert:\CurrentUser\My")]
    public void Text_OfAnotherForm_IsAPath(string? text) => Assert.Null(CertificateText.ThumbprintOf(text));
}
