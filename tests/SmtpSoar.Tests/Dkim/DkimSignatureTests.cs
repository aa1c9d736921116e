using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>Mails that are signed, in the eyes of other programs.</summary>
public sealed class DkimSignatureTests : IDisposable
{
    private const string Header = "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\n";

    private readonly TestFiles _files = new();

    public static TheoryData<string> Keys => ["rsa2048", "ed25519", "rsa1024"];

    public static TheoryData<string> Mails =>
    [
        Header + "\r\n",
        Header + "\r\n\r\n\r\n\r\n",
        Header + "\r\n   \t  \r\n  ",
        Header + "\r\nText  with   blanks \t at the end  \r\n\r\n\r\n",
        Header + "\r\nno line end",
        Header + "\r\nGrüße, 世界\r\n",
        "From:  A  <a@example.org>\r\nSubject : folded\r\n  twice\t\r\nTo:\tb@example.org,\r\n\tc@example.org\r\n\r\n.\r\n..\r\nFrom here\r\n",
        "Received: by one\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject:\r\nX-Empty:\r\nReply-To: c@example.org\r\nCc: d@example.org\r\n"
            + "Cc: e@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain;\r\n charset=utf-8\r\n\r\n8 bit: ü\r\n",
        "From: Jürgen <a@example.org>\r\nTo: b@example.org\r\nSubject: Grüße\r\n\r\nIn the header\r\n",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Mails))]
    public void RawMail_OfAnyForm_Verifies(string mail)
    {
        var wire = SignRaw(mail, "rsa2048", "ed25519");

        Assert.True(DkimJudge.Verifies(wire, "rsa2048", "ed25519"));
        Assert.EndsWith("\r\n" + (mail.EndsWith('\n') ? mail : mail + "\r\n"), Encoding.UTF8.GetString(wire), StringComparison.Ordinal);
        Assert.Equal(2, Encoding.UTF8.GetString(wire).Split(["DKIM-Signature:"], StringSplitOptions.None).Length - 1);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Mail_OfEachKey_VerifiesInBothOfItsForms(string key)
    {
        var request = TestMail.Html("<p>Grüße  </p>\n.\n");
        request.Attachments = [_files.Add("inner.eml", Header + "\r\nGrüße\r\n"), _files.Add("data.bin", new byte[100_000]), _files.Add("empty.txt", "")];

        var message = Compose(request, key);

        Assert.True(DkimJudge.Verifies(TestMail.Wire(message), key));
        Assert.True(DkimJudge.Verifies(TestMail.Wire(message.SevenBitImage!()), key));
    }

    [Fact]
    public void PlainMail_OfASignedAsset_Verifies()
    {
        var message = Compose(TestMail.Text("Hello\n"), "rsa2048");

        Assert.True(TestMail.IsPlainText(message));
        Assert.True(DkimJudge.Verifies(TestMail.Wire(message), "rsa2048"));
        Assert.Empty(message.Warnings);
    }

    [Theory]
    [InlineData("From: stranger@example.net\r\n")]
    [InlineData("Reply-To: stranger@example.net\r\n")]
    [InlineData("Subject: another\r\n")]
    [InlineData("To: stranger@example.net\r\n")]
    [InlineData("Cc: stranger@example.net\r\n")]
    [InlineData("Content-Type: text/html\r\n")]
    [InlineData("Date: Tue, 02 Jan 2024 00:00:00 +0000\r\n")]
    public void Field_ThatIsAdded_BreaksTheSignature(string field)
    {
        var signed = Encoding.ASCII.GetString(SignRaw(Header + "\r\nText\r\n", "rsa2048"));

        Assert.True(DkimJudge.Verifies(Encoding.ASCII.GetBytes("X-Other: x\r\n" + signed), "rsa2048"));
        Assert.False(DkimJudge.Verifies(Encoding.ASCII.GetBytes(field + signed), "rsa2048"));
        Assert.False(DkimJudge.Verifies(Encoding.ASCII.GetBytes(signed.Replace(Header, Header + field)), "rsa2048"));
    }

    [Theory]
    [InlineData("Text", "Test")]
    [InlineData("From: a@", "From: b@")]
    [InlineData("Subject: x", "Subject: y")]
    public void Byte_ThatIsChanged_BreaksTheSignature(string old, string with)
    {
        var signed = Encoding.ASCII.GetString(SignRaw(Header + "\r\nText\r\n", "rsa2048"));

        Assert.False(DkimJudge.Verifies(Encoding.ASCII.GetBytes(signed.Replace(old, with)), "rsa2048"));
    }

    [Fact]
    public void Field_OfASignature_HasShortLinesAndNoLimitOfTime()
    {
        var signed = Encoding.ASCII.GetString(SignRaw(Header + "\r\nText\r\n", "rsa2048", "ed25519"));
        var lines = signed.Substring(0, signed.IndexOf("From: a@", StringComparison.Ordinal)).Split(["\r\n"], StringSplitOptions.None);

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain(" x=", signed, StringComparison.Ordinal);
        Assert.DoesNotContain(" l=", signed, StringComparison.Ordinal);
        Assert.Contains("c=relaxed/relaxed", signed, StringComparison.Ordinal);
    }

    [Fact]
    public void RawMail_WithoutTheSwitch_IsLeftAlone()
    {
        var asset = DkimKeys.Sign(TestMail.Asset, "rsa2048");
        var message = new MessageFactory(asset, TimeProvider.System).Create(new RawEmailRequest { Text = Header + "\r\nText\r\n" }, CancellationToken.None);

        Assert.DoesNotContain("DKIM", Encoding.ASCII.GetString(message.Image.HeaderBlock), StringComparison.Ordinal);
    }

    [Fact]
    public void RawMail_OfAnAssetWithoutAKey_IsRefused()
    {
        var factory = new MessageFactory(TestMail.Asset, TimeProvider.System);

        var error = Assert.Throws<SmtpSoarException>(() => factory.Create(new RawEmailRequest { Text = Header + "\r\nText\r\n", Dkim = true }, CancellationToken.None));

        Assert.Equal("DkimNotConfigured", error.ErrorId);
    }

    [Theory]
    [InlineData("a@example.org", false)]
    [InlineData("a@EXAMPLE.ORG", false)]
    [InlineData("a@mail.example.org", false)]
    [InlineData("a@example.net", true)]
    [InlineData("a@notexample.org", true)]
    public void From_OfAnotherDomain_IsWarnedOfOnce(string from, bool warns)
    {
        var factory = new MessageFactory(DkimKeys.Sign(TestMail.Asset, "rsa2048"), TimeProvider.System);
        var request = TestMail.Text();
        request.From = from;

        var warnings = factory.Create(request, CancellationToken.None).Warnings;

        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("'example.org'", warning, StringComparison.Ordinal));
        Assert.Empty(factory.Create(request, CancellationToken.None).Warnings);
    }

    [Fact]
    public void RawFrom_OfAnotherDomain_IsWarnedOf()
    {
        var factory = new MessageFactory(DkimKeys.Sign(TestMail.Asset, "rsa2048"), TimeProvider.System);

        var message = factory.Create(new RawEmailRequest { Text = "From: a@example.net\r\nTo: b@example.org\r\n\r\nText\r\n", Dkim = true }, CancellationToken.None);

        Assert.Contains("'example.net'", message.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ThatIsShort_IsWarnedOf()
    {
        var factory = new MessageFactory(DkimKeys.Sign(TestMail.Asset, "rsa1024"), TimeProvider.System);

        Assert.Contains("1024 bits", factory.Create(TestMail.Text(), CancellationToken.None).Warnings.Single(), StringComparison.Ordinal);
    }

    private static ComposedMessage Compose(ComposedMailRequest request, params string[] keys) =>
        new MessageFactory(DkimKeys.Sign(TestMail.Asset, keys), TimeProvider.System).Create(request, CancellationToken.None);

    private byte[] SignRaw(string mail, params string[] keys)
    {
        var path = _files.Add("mail.eml", mail).Path;
        var asset = DkimKeys.Sign(TestMail.Asset, keys);
        var message = new MessageFactory(asset, TimeProvider.System).Create(new RawEmailRequest { Path = path, Dkim = true }, CancellationToken.None);
        using var wire = new MemoryStream();
        message.Image.WriteTo(wire, CancellationToken.None);
        Assert.Equal(message.Image.Size, wire.Length);
        return wire.ToArray();
    }
}
