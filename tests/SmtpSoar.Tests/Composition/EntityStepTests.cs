using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>A step over the content sees the bytes that go out. The judge reads them off the wire by the boundary (RFC 1847).</summary>
public sealed class EntityStepTests : IDisposable
{
    private const string EmlHeader = "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("Hello")]
    [InlineData("Hello\r\n")]
    [InlineData("Grüße aus Köln")]
    [InlineData("blanks  \nFrom here on\n.\n-- \nA")]
    public void Signer_OfText_SignsWhatStandsBetweenTheBoundaries(string text) => CheckSigned(TestMail.Text(text));

    [Fact]
    public void Signer_OfHtmlWithPicturesAndFiles_SignsWhatStandsBetweenTheBoundaries()
    {
        var request = TestMail.Html("<p>Grüße <img src='cid:logo'></p>");
        request.Attachments =
        [
            _files.Add("logo.png", new byte[100], "logo"),
            _files.Add("data.bin", new byte[200_000]),
            _files.Add("empty.txt", ""),
            _files.Add("Größe.txt", "content"),
        ];

        CheckSigned(request);
    }

    [Theory]
    [InlineData("plain ASCII\r\n")]
    [InlineData("Grüße\r\n")]
    public void Signer_OfAnAttachedMessage_SignsWhatStandsBetweenTheBoundaries(string body)
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("inner.eml", EmlHeader + body)];

        CheckSigned(request);
    }

    [Fact]
    public void Signer_OfAnInternationalMail_SignsWhatStandsBetweenTheBoundaries()
    {
        var request = TestMail.Text();
        request.To = ["größe@example.org"];
        request.Attachments = [_files.Add("Größe.txt", "content")];
        var asset = TestMail.Asset;
        asset.AllowSmtpUtf8 = true;

        CheckSigned(request, asset);
    }

    [Theory]
    [InlineData("trailing blank \nend")]
    [InlineData("tab\t\nend")]
    [InlineData("the last line has one ")]
    [InlineData("-- \nSignature")]
    [InlineData("From here on\nend")]
    [InlineData("first\nFrom here on")]
    [InlineData("first\n.\nlast")]
    [InlineData(".")]
    public void Text_ThatRelaysChange_IsHiddenFromThem(string text)
    {
        var wire = Encoding.ASCII.GetString(TestMail.Wire(Compose(TestMail.Text(text), new Signer())));
        var signed = SignedPart(wire);

        Assert.DoesNotMatch(@"[ \t]\r\n", signed);
        Assert.DoesNotMatch(@"(?m)^From ", signed);
        Assert.DoesNotMatch(@"(?m)^\.\r$", signed + "\r\n");
        Assert.InRange(signed.Split("\r\n").Max(line => line.Length), 1, 76);
        Assert.Equal(text, Lines(TestMail.Read(Encoding.ASCII.GetBytes(wire)).TextBody));
    }

    [Fact]
    public void Text_WithLongLinesThatBreakBeforeFrom_StaysWithinTheLimit()
    {
        var text = string.Join("\n", Enumerable.Range(60, 20).Select(length => "From " + new string('x', length) + "From ü From "));

        var wire = TestMail.Wire(Compose(TestMail.Text(text), new Signer()));

        Assert.InRange(SignedPart(Encoding.ASCII.GetString(wire)).Split("\r\n").Max(line => line.Length), 1, 76);
        Assert.Equal(text, Lines(TestMail.Read(wire).TextBody));
    }

    [Fact]
    public void Text_ThatIsNotSigned_GoesAsItDid()
    {
        var wire = TestMail.WireText(TestMail.Text("blanks  \n.\n-- \nA"));

        Assert.Contains("\r\n\r\nblanks  \r\n.\r\n-- \r\nA\r\n", wire, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_WithAStepOverItsContent_HasOneFormOfSevenBits()
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("inner.eml", EmlHeader + "Grüße\r\n")];

        var message = Compose(request, new Signer());

        Assert.Null(message.SevenBitImage);
        Assert.False(message.Image.HasEightBitBody);
        Assert.All(TestMail.Wire(message), value => Assert.InRange(value, 0, 127));
    }

    [Fact]
    public void Encrypter_BehindASigner_WrapsTheSignedContent()
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("data.bin", new byte[100_000])];

        var wire = TestMail.Wire(Compose(request, new Signer(), new Envelope()));
        var mail = TestMail.Read(wire);
        var inner = MimeEntity.Load(new MemoryStream(Content((MimePart)mail.Body!)));

        Assert.Equal("application/x-sealed", mail.Body!.ContentType.MimeType);
        Assert.Equal("multipart/signed", inner.ContentType.MimeType);
        Assert.Equal("Subject", mail.Subject);
        Assert.DoesNotContain("multipart", TestMail.Field(wire, "Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_OfAnotherMail_LeavesBothForms()
    {
        var message = Compose(TestMail.Text("Grüße"), new Signer { Applies = false });

        Assert.NotNull(message.SevenBitImage);
        Assert.DoesNotContain("signed", Encoding.ASCII.GetString(TestMail.Wire(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void RawMail_WithAStepOverContent_KeepsItsBytes()
    {
        const string Given = "From: a@example.org\r\nTo: b@example.org\r\n\r\nText  \r\n";
        var parts = new CompositionParts { EntitySteps = [new Signer()] };

        var factory = new MessageFactory(TestMail.Asset, TimeProvider.System, parts);
        var message = factory.Create(new RawEmailRequest { Text = Given }, CancellationToken.None);
        using var bytes = new MemoryStream();
        message.Image.WriteTo(bytes, CancellationToken.None);

        Assert.Equal(Given, Encoding.ASCII.GetString(bytes.ToArray()));
    }

    private static void CheckSigned(ComposedMailRequest request, SmtpAsset? asset = null)
    {
        var wire = Encoding.Latin1.GetString(TestMail.Wire(Compose(request, asset ?? TestMail.Asset, new Signer())));
        var signed = SignedPart(wire);

        Assert.All(signed, character => Assert.InRange(character, '\0', '\u007F'));
        Assert.Contains(Digest(Encoding.Latin1.GetBytes(signed)), wire, StringComparison.Ordinal);
    }

    private static string SignedPart(string wire)
    {
        var boundary = Regex.Match(wire, @"Content-Type: multipart/signed;[^""]*boundary=""([^""]+)""").Groups[1].Value;
        var start = wire.IndexOf($"\r\n--{boundary}\r\n", StringComparison.Ordinal) + boundary.Length + 6;
        return wire[start..wire.IndexOf($"\r\n--{boundary}\r\n", start, StringComparison.Ordinal)];
    }

    private static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static byte[] Content(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static string Lines(string? text) => text!.TrimEnd('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal);

    private static ComposedMessage Compose(ComposedMailRequest request, params IEntityStep[] steps) =>
        Compose(request, TestMail.Asset, steps);

    private static ComposedMessage Compose(ComposedMailRequest request, SmtpAsset asset, params IEntityStep[] steps)
    {
        var parts = new CompositionParts { Bodies = CompositionParts.Of(asset).Bodies, EntitySteps = steps };
        return new MessageFactory(asset, TimeProvider.System, parts).Create(request, CancellationToken.None);
    }

    private static byte[] Written(IReadOnlyList<IContentSegment> segments)
    {
        using var bytes = new MemoryStream();
        foreach (var segment in segments)
            segment.WriteTo(bytes, CancellationToken.None);
        Assert.Equal(CompositeSegment.LengthOf(segments), bytes.Length);
        return bytes.ToArray();
    }

    /// <summary>Puts a digest beside the content, as a detached signature stands.</summary>
    private sealed class Signer : IEntityStep
    {
        public bool Applies { get; init; } = true;

        public bool ShowsRecipients => false;

        public bool AppliesTo(MailRequest request) => Applies;

        public MimeEntity Apply(MimeEntity entity, StepContext context) => new Multipart("signed")
        {
            entity,
            new TextPart("x-digest") { Text = Digest(Written(context.Render(entity))) },
        };
    }

    /// <summary>Wraps the content, as an encrypter does.</summary>
    private sealed class Envelope : IEntityStep
    {
        public bool ShowsRecipients => false;

        public bool AppliesTo(MailRequest request) => true;

        public MimeEntity Apply(MimeEntity entity, StepContext context)
        {
            var encoded = Convert.ToBase64String(Written(context.Render(entity)), Base64FormattingOptions.InsertLineBreaks) + "\n";
            var lines = Encoding.ASCII.GetBytes(encoded.ReplaceLineEndings("\r\n"));
            return new SegmentPart(new ContentType("application", "x-sealed"), new BytesSegment(lines))
            {
                ContentTransferEncoding = ContentEncoding.Base64,
            };
        }
    }
}
