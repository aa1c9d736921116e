using System;
using SmtpSoar.Core.Assets.Settings;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class CertificateThumbprintTests : AssetTestBase
{
    private const string Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Theory]
    [InlineData(Sha256)]
    [InlineData(" BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD ")]
    [InlineData("BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD")]
    [InlineData("\u200Eba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad")]
    public void Normalize_AsAnyToolWritesIt_IsSixtyFourDigits(string thumbprint)
    {
        Assert.Equal(Sha256, CertificateThumbprint.Normalize(thumbprint));
        Assert.Equal(Sha256, Read("CertificateThumbprint", thumbprint).CertificateThumbprint);
    }

    [Fact]
    public void Normalize_Sha1_IsRefusedWithTheWayToTheOther()
    {
        var error = Error("AssetThumbprintInvalid", () => CertificateThumbprint.Normalize("A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D"));

        Assert.Contains("SHA-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("-fingerprint -sha256", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData(Sha256 + "0")]
    [InlineData("gg7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Normalize_Otherwise_IsRefused(string thumbprint)
    {
        Error("AssetThumbprintInvalid", () => CertificateThumbprint.Normalize(thumbprint));
    }
}
