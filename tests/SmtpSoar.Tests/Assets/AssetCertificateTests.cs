using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>Client certificates are kept by reference. Uses the user's own certificate store, and leaves it as it was.</summary>
public sealed class AssetCertificateTests : AssetStoreTestBase
{
    [Fact]
    public void Register_CertificateOfNoStore_IsRefusedWithTheReason()
    {
        using var certificate = Create();
        var asset = Asset();
        asset.ClientCertificate = certificate;

        var error = Error("AssetCertificateNotStorable", () => Assets.Register(asset, false, false));

        Assert.Contains("CN=smtpsoar-test", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Theory]
    [InlineData(nameof(SmtpAsset.ClientCertificate))]
    [InlineData(nameof(SmtpAsset.OAuthCertificate))]
    [InlineData(nameof(SmtpAsset.SigningCertificate))]
    public void Register_CertificateOfTheUsersStore_IsFoundAgainUntilItIsGone(string property)
    {
        var setting = typeof(SmtpAsset).GetProperty(property)!;
        using var certificate = Create();
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(certificate);
        try
        {
            var asset = Asset();
            setting.SetValue(asset, certificate);
            Assets.Register(asset, false, false);

            using var found = (X509Certificate2?)setting.GetValue(Assets.Resolve("home"));
            Assert.Equal(certificate.RawData, found!.RawData);
            Assert.True(found.HasPrivateKey);
            Assert.Equal(@"Cert:\CurrentUser\My\" + certificate.GetCertHashString(HashAlgorithmName.SHA256), Assets.Get("home", failure => throw failure).Select(typeof(RegisteredSmtpAsset).GetProperty(property)!.GetValue).Single());
        }
        finally
        {
            store.Remove(certificate);
        }

        Error("AssetCertificateGone", () => Assets.Resolve("home"));
        Assert.Single(Assets.Get("home", failure => throw failure));
    }

    private static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=smtpsoar-test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.PersistKeySet);
    }
}
