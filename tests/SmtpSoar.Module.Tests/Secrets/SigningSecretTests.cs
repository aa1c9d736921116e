using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>The passwords of keys that sign, and the keys themselves, show nowhere: not with the asset, not in an error, not in a log.</summary>
public sealed class SigningSecretTests : SecretTest
{
    private readonly string _keys = Directory.CreateTempSubdirectory("smtpsoar-keys-").FullName;

    public SigningSecretTests()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ann", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("ann@example.org");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        File.WriteAllBytes(Path.Combine(_keys, "ann.pfx"), certificate.Export(X509ContentType.Pfx, Password));

        // A part of a key that is easy to find again.
        var pem = key.ExportPkcs8PrivateKeyPem();
        Engine.SetVariable("keys", _keys);
        Engine.SetVariable("pem", new System.Net.NetworkCredential("", pem).SecurePassword);
        Key = new Canary(pem.Split('\n')[12].Trim());
    }

    private Canary Key { get; }

    [Theory]
    [InlineData("$made; \"$made\"; $made.PSObject.Properties | ForEach-Object { \"$($_.Name)=$($_.Value)\" }", null)]
    [InlineData("$bare.SigningCertificatePath = \"$keys/ann.pfx\"; $bare.SigningPassword = $password; Test-SmtpAsset $bare -Verbose", null)]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $made -Verbose -Debug -ProtocolLog $folder/log.txt", null)]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $made -Outbox $folder/box -Verbose; Get-SoarOutbox $folder/box", null)]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $made -WhatIf; $null = Export-SoarEmail b@example.org s b -Asset $made -Path $folder/x.eml", null)]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $made -SigningCertificate $keys/ann.pfx -SigningPassword $secret -Verbose -Debug", "SigningPasswordWrong")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $bare -PgpKey $keys/ann.pfx -PgpPassphrase $password", "PgpKeyInvalid")]
    [InlineData("$made.SigningPassword = $secret; Test-SmtpAsset $made; Send-SoarEmail b@example.org s b -Asset $made", "SigningPasswordWrong")]
    public void Key_OfAnAsset_ShowsNowhere(string script, string? errorId)
    {
        StartServer();

        var output = RunWatched(
            "$bare = New-SmtpAsset $asset.server -Port $asset.port -SslMethod None -SenderAddress ann@example.org; "
            + "$made = New-SmtpAsset $asset.server -Port $asset.port -SslMethod None -SenderAddress ann@example.org -SigningCertificatePath $keys/ann.pfx "
            + "-SigningPassword $password -DkimDomain example.org -DkimSelector mail -DkimPrivateKey $pem; "
            + script);

        if (errorId is null)
            Assert.DoesNotContain(Engine.Errors, error => !error.FullyQualifiedErrorId.StartsWith("Dkim", StringComparison.Ordinal) && !error.FullyQualifiedErrorId.StartsWith("Dns", StringComparison.Ordinal));
        else
            Assert.Contains(Engine.Errors, error => error.FullyQualifiedErrorId.StartsWith(errorId + ",", StringComparison.Ordinal));
        Assert.All(output, item => Key.AssertAbsent(item?.ToString(), "the output"));
        Assert.All(Engine.AllRecords(), record => Key.AssertAbsent(record.ToString(), "a stream"));
        Key.AssertAbsentFromFiles(Folder.Path);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(_keys, recursive: true);
    }
}
