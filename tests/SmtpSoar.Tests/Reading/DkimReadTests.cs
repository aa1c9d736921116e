using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.NameService;
using SmtpSoar.Core.Reading;
using SmtpSoar.Core.Reading.Content;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that dkimpy signed.</summary>
public sealed class DkimReadTests : IDisposable
{
    private const string Sign = """
        import sys, base64, dkim
        mail, key, kind, header, body, length = sys.argv[1:7]
        out = dkim.sign(open(mail, 'rb').read(), b'sel', b'example.org', open(key, 'rb').read(),
            canonicalize=(header.encode(), body.encode()), signature_algorithm=kind.encode(), length=length == 'length')
        sys.stdout.write(out.decode())
        """;

    private const string Head =
        "From: Ann  <ann@example.org>\r\nTo: bob@example.org,\r\n\tcy@example.org\r\nSubject: two   blanks\r\n  folded\r\n"
        + "Date: Sat, 28 Nov 2026 10:00:00 +0100\r\n";

    private readonly ToolFolder _folder = new();
    private readonly Names _names = new();

    public static TheoryData<string, string, string> Forms
    {
        get
        {
            var forms = new TheoryData<string, string, string>();
            foreach (var kind in new[] { "rsa-sha256", "ed25519-sha256" })
                foreach (var header in new[] { "relaxed", "simple" })
                    foreach (var body in new[] { "relaxed", "simple" })
                        forms.Add(kind, header, body);
            return forms;
        }
    }

    public void Dispose() => _folder.Dispose();

    [ToolTheory("dkimverify", "openssl")]
    [MemberData(nameof(Forms))]
    public void Verify_SignedMail_IsValidUntilAByteChanges(string kind, string header, string body)
    {
        MakeKey(kind);
        foreach (var content in new[] { "Hello  there \t\r\n.\r\n\r\n a\r\n\r\n\r\n", "", "\r\n\r\n", "  \r\n", "no end", "Gr\u00FC\u00DFe\r\n", new string('x', 200_000) + "\r\n" })
        {
            var signed = Signed(kind, header, body, content);

            var signature = Assert.Single(Read(signed).Signature);
            Assert.Equal((SignatureStatus.Valid, SignatureKind.Dkim, null), (signature.Status, signature.Kind, signature.Reason));
            Assert.Equal(("sel._domainkey.example.org", kind), (signature.KeyId, signature.Algorithm));
            Assert.NotNull(signature.Time);

            Assert.Equal(SignatureStatus.Valid, Status(signed.Replace("\r\n", "\n", StringComparison.Ordinal)));
            Assert.Equal(SignatureStatus.Invalid, Status(signed + "x"));
            Assert.Equal(SignatureStatus.Invalid, Status(signed.Replace("two   blanks", "two   blanKs", StringComparison.Ordinal)));
            Assert.Equal(SignatureStatus.Invalid, Status(signed.Replace("bob@", "eve@", StringComparison.Ordinal)));
            var loose = signed.Replace("two   blanks", "two blanks", StringComparison.Ordinal);
            Assert.Equal(header == "relaxed" ? SignatureStatus.Valid : SignatureStatus.Invalid, Status(loose));
        }
    }

    [ToolFact("dkimverify", "openssl")]
    public void Verify_MailOfAnotherDomainOrLengthOrTime_IsUntrusted()
    {
        MakeKey("rsa-sha256");
        var length = Signed("rsa-sha256", "relaxed", "relaxed", "text\r\n", "length");

        Assert.Equal(SignatureStatus.Valid, Status(length));
        Assert.Contains("first 6 bytes", Only(length + "more\r\n", SignatureStatus.Untrusted));
        var other = Signed("rsa-sha256", "relaxed", "relaxed", "text\r\n", from: "ann@example.net");
        Assert.Contains("example.net", Only(other, SignatureStatus.Untrusted));
    }

    [ToolFact("dkimverify", "openssl")]
    public void Verify_KeyThatIsNotToBeHad_IsUnknown()
    {
        MakeKey("rsa-sha256");
        var signed = Signed("rsa-sha256", "relaxed", "relaxed", "text\r\n");

        _names.Records["sel._domainkey.example.org"] = "v=DKIM1; p=";
        Assert.Contains("revoked", Only(signed, SignatureStatus.Unknown));
        _names.Records.Clear();
        Assert.Contains("no key", Only(signed, SignatureStatus.Unknown));
        _names.IsAway = true;
        Assert.Contains("can't be asked", Only(signed, SignatureStatus.Unknown));
    }

    [ToolFact("dkimverify", "openssl")]
    public void Verify_AnotherKey_IsInvalid()
    {
        MakeKey("rsa-sha256");
        var signed = Signed("rsa-sha256", "relaxed", "relaxed", "text\r\n");
        MakeKey("rsa-sha256");

        Assert.Contains("changed", Only(signed, SignatureStatus.Invalid));
    }

    [Theory]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=To; bh=AA==; b=AA==", "does not cover From")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=From; bh=AA==; b=AA==; b=BB==", "twice")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=From; b=AA==", "lacks a tag")]
    [InlineData("v=2; a=rsa-sha256; d=example.org; s=sel; h=From; bh=AA==; b=AA==", "another version")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; i=@evil.example; s=sel; h=From; bh=AA==; b=AA==", "identity")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=From; bh=!; b=AA==", "can't be read")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=From; l=99999999999999999999; bh=AA==; b=AA==", "can't be read")]
    [InlineData("v=1; a=rsa-sha256; d=example.org; s=sel; h=From; l=9; bh=AA==; b=AA==", "body was changed")]
    public void Verify_SignatureThatIsNone_IsInvalid(string signature, string reason) =>
        Assert.Contains(reason, Only($"DKIM-Signature: {signature}\r\nFrom: ann@example.org\r\n\r\ntext", SignatureStatus.Invalid));

    [Fact]
    public void Verify_ManySignatures_EndsAtALimit()
    {
        var field = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=sel; h=From; bh=AA==; b=AA==\r\n";

        var mail = Read(string.Concat(Enumerable.Repeat(field, 1_000)) + "From: ann@example.org\r\n\r\ntext");

        Assert.Equal(ReadLimits.Default.MaxSignatures, mail.Signature.Count);
        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxSignatures"));
    }

    private string Only(string mail, SignatureStatus status)
    {
        var signature = Assert.Single(Read(mail).Signature);
        Assert.Equal((status, signature.Reason), (signature.Status, signature.Reason));
        return signature.Reason ?? "";
    }

    private SignatureStatus Status(string mail) => Assert.Single(Read(mail).Signature).Status;

    private SoarEmail Read(string mail)
    {
        _folder.Write("read.eml", mail);
        return new MailImport(new MailImportOptions { Verify = true }, ReadLimits.Default, TimeProvider.System, _names)
            .FromFile(_folder.Path("read.eml"), CancellationToken.None);
    }

    private void MakeKey(string kind)
    {
        if (kind == "rsa-sha256")
        {
            _folder.Run("openssl", "genrsa", "-traditional", "-out", "key", "2048");
            _folder.Run("openssl", "rsa", "-in", "key", "-pubout", "-outform", "DER", "-out", "public");
            Publish("rsa", Encoding.Latin1.GetBytes(_folder.Text("public")));
            return;
        }

        _folder.Run("openssl", "genpkey", "-algorithm", "ed25519", "-outform", "DER", "-out", "der");
        _folder.Run("openssl", "pkey", "-inform", "DER", "-in", "der", "-pubout", "-outform", "DER", "-out", "public");
        _folder.Write("key", Convert.ToBase64String(Encoding.Latin1.GetBytes(_folder.Text("der"))[^32..]));
        Publish("ed25519", Encoding.Latin1.GetBytes(_folder.Text("public"))[^32..]);
    }

    private void Publish(string kind, byte[] key) => _names.Records["sel._domainkey.example.org"] = $"v=DKIM1; k={kind}; p={Convert.ToBase64String(key)}";

    private string Signed(string kind, string header, string body, string content, string length = "whole", string from = "ann@example.org")
    {
        var mail = Head.Replace("ann@example.org", from, StringComparison.Ordinal) + "\r\n" + content;
        _folder.Write("mail.eml", mail);
        _folder.Write("sign.py", Sign);
        return _folder.Run("/usr/bin/python3", "sign.py", "mail.eml", "key", kind, header, body, length) + mail;
    }

    private sealed class Names : IDnsResolver
    {
        public Dictionary<string, string> Records { get; } = [];

        public bool IsAway { get; set; }

        public Task<IReadOnlyList<string>> FindTextAsync(string name, CancellationToken cancellationToken) => IsAway
            ? throw Errors.DnsUnavailable.With(name, "away")
            : Task.FromResult<IReadOnlyList<string>>(Records.TryGetValue(name, out var record) ? [record] : []);
    }
}
