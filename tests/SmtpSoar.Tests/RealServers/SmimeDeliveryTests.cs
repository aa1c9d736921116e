using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Smime;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// S/MIME of each algorithm after Postfix has delivered it, in the eyes of openssl, NSS and gpgsm, as far as their versions in Debian know it.
/// </summary>
public sealed class SmimeDeliveryTests : IDisposable
{
    private const string Password = "p";

    private readonly TestAuthority _authority = new();
    private readonly OpenSsl _files = new();

    public static TheoryData<string, SignaturePadding> Keys => new()
    {
        { "RSA", SignaturePadding.Pkcs1 },
        { "RSA", SignaturePadding.Pss },
        { "P-256", SignaturePadding.Pkcs1 },
        { "P-384", SignaturePadding.Pkcs1 },
    };

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
    }

    [RealServerTheory]
    [MemberData(nameof(Keys))]
    public async Task Signature_OfEachHashAndForm_HoldsUntilAByteChanges(string key, SignaturePadding padding)
    {
        var own = _authority.Issue("ann@example.org", new() { Key = key });
        var source = new CertificateSource { Path = _files.Write("key.pfx", _authority.Pkcs12(own, Password)), Password = TestSecrets.Of(Password) };
        using var nss = new Nss(_authority.Root);
        using var gpg = new GpgSm(_authority.Root);
        foreach (var hash in Enum.GetValues<SignatureHash>())
            foreach (var format in Enum.GetValues<SignatureFormat>())
            {
                var protection = new MailProtection { SigningCertificate = source, SignatureHash = hash, SignaturePadding = padding, SignatureFormat = format };
                var wire = await DeliverAsync(protection, SmokeClient.UniqueAddress());
                AssertByOpenSsl(wire);
                var (content, structure) = format == SignatureFormat.Detached ? SmimeMail.Signed(wire) : (null!, SmimeMail.Structure(wire));
                AssertSeen($"NSS {key} {padding} {hash} {format}", nss.Verify, structure, content);
                if (content is not null && padding == SignaturePadding.Pkcs1)
                    AssertSeen($"gpgsm {key} {hash}", (one, other) => gpg.Verify(one, other!).IsValid, structure, content);
            }
    }

    [RealServerTheory]
    [InlineData("RSA", EncryptionPadding.Pkcs1)]
    [InlineData("RSA", EncryptionPadding.Oaep)]
    [InlineData("P-256", EncryptionPadding.Pkcs1)]
    [InlineData("P-384", EncryptionPadding.Pkcs1)]
    public async Task Encryption_ForEachKey_IsRead(string key, EncryptionPadding padding)
    {
        var to = SmokeClient.UniqueAddress();
        var (other, own) = (_authority.Issue(to, new() { Key = key }), _authority.Issue("ann@example.org", new() { Key = key }));
        var protection = SmimeMail.Encrypting(other, own);
        protection.EncryptionPadding = padding;

        var wire = await DeliverAsync(protection, to);

        Assert.True(_files.Decrypt(wire, other).IsRead);
        AssertText(_files.Content);
        foreach (var read in OtherReaders(key, padding, other))
            AssertText(read(SmimeMail.Structure(wire)));
    }

    // OAEP and ECDH are read by NSS from 3.100 on, which Debian does not have, and by gpgsm not at all.
    private IEnumerable<Func<byte[], byte[]>> OtherReaders(string key, EncryptionPadding padding, X509Certificate2 other)
    {
        if (key != "RSA" || padding != EncryptionPadding.Pkcs1)
            yield break;
        using var nss = new Nss(_authority.Root);
        nss.Import(other.Export(X509ContentType.Pfx, Password), Password);
        yield return nss.Decrypt;
        using var gpg = new GpgSm(_authority.Root);
        gpg.Import(other.Export(X509ContentType.Pfx, Password), Password);
        yield return structure => gpg.Decrypt(structure, Password).Content;
    }

    private void AssertByOpenSsl(byte[] wire)
    {
        var (isValid, said) = _files.Verify(wire, _authority.Root);
        Assert.True(isValid, said);
        AssertText(_files.Content);
        Assert.False(_files.Verify(Protection.ProtectionJudge.Changed(wire), _authority.Root).IsValid);
    }

    private static void AssertSeen(string judge, Func<byte[], byte[]?, bool> verify, byte[] structure, byte[]? content)
    {
        Assert.True(verify(structure, content), judge);
        var changed = Protection.ProtectionJudge.Changed(content ?? structure);
        Assert.False(content is null ? verify(changed, null) : verify(structure, changed), judge + ": a changed byte is not seen");
    }

    private static void AssertText(byte[] content) => Assert.Contains("A line", TestMail.Read(content).TextBody, StringComparison.Ordinal);

    private static async Task<byte[]> DeliverAsync(MailProtection protection, string to)
    {
        using var mailer = RealMailer.Plain();
        var request = SmimeMail.Request(protection);
        request.To = [to];
        await mailer.SucceedAsync(request);
        return ProtectedDeliveryTests.WireOf(await MailServers.Current.Postfix.MailOf(to).WaitForRecipientAsync(to));
    }
}
