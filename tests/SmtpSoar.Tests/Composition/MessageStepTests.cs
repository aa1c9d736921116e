using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit.Cryptography;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Tests.Raw;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Each form of a mail that may go out passes the steps. Signer and judge are MimeKit's, which share no code with ours.</summary>
public sealed class MessageStepTests : IDisposable
{
    private const string EightBitMail = "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n";

    private readonly TestFiles _files = new();
    private readonly DkimKey _key = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(DkimCanonicalizationAlgorithm.Simple)]
    [InlineData(DkimCanonicalizationAlgorithm.Relaxed)]
    public void Signer_OfAComposedMail_SignsBothOfItsForms(DkimCanonicalizationAlgorithm canonicalization)
    {
        var request = TestMail.Html("<p>Grüße  </p>\n.\n");
        request.Attachments = [_files.Add("inner.eml", EightBitMail), _files.Add("data.bin", new byte[100_000])];

        var message = Factory(new Signer(_key, canonicalization)).Create(request, CancellationToken.None);
        var (given, sevenBit) = (TestMail.Wire(message), TestMail.Wire(message.SevenBitImage!()));

        Assert.True(_key.Verifies(given));
        Assert.True(_key.Verifies(sevenBit));
        Assert.True(message.Image.HasEightBitBody);
        Assert.False(message.SevenBitImage!().HasEightBitBody);
        Assert.NotEqual(Signature(given), Signature(sevenBit));
    }

    [Fact]
    public void Signer_OfAMailThatIsBuffered_SignsWhatIsKept()
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("small.txt")];
        var factory = new MessageFactory(TestMail.Asset, TimeProvider.System, Parts(new Signer(_key))) { BuffersFiles = true };

        var message = factory.Create(request, CancellationToken.None);
        _files.Add("small.txt", "another");

        Assert.True(message.Image.IsBuffered);
        Assert.True(_key.Verifies(TestMail.Wire(message)));
    }

    [Fact]
    public void Signer_OfARawMail_AddsItsFieldAndNothingElse()
    {
        const string Given = "From:  a@example.org\r\nTo: b@example.org\r\nSubject: Grüße\r\n\r\nGrüße  \r\n.\r\n";
        using var file = new TemporaryFile(Given);

        var message = Factory(new Signer(_key)).Create(new RawEmailRequest { Path = file.Path }, CancellationToken.None);
        var wire = Written(message.Image);

        Assert.True(_key.Verifies(wire));
        Assert.EndsWith("\r\n" + Given, Encoding.UTF8.GetString(wire), StringComparison.Ordinal);
        Assert.StartsWith("DKIM-Signature:", Encoding.UTF8.GetString(wire), StringComparison.Ordinal);
        Assert.True(message.Image.HasEightBitHeader && message.Image.HasEightBitBody);
    }

    [Fact]
    public void Step_OfAnotherMail_IsLeftOut()
    {
        var step = new Signer(_key) { Applies = request => request is RawEmailRequest };

        var message = Factory(step).Create(TestMail.Text(), CancellationToken.None);

        Assert.DoesNotContain("DKIM", Encoding.ASCII.GetString(TestMail.Wire(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_ThatAreSeveral_PassInTheirOrder()
    {
        var message = Factory(new Stamp("X-First"), new Stamp("X-Second")).Create(TestMail.Text(), CancellationToken.None);

        Assert.StartsWith("X-Second: x\r\nX-First: x\r\nFrom:", Encoding.ASCII.GetString(TestMail.Wire(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ThatRefuses_LeavesNoMessage()
    {
        var step = new Stamp("X") { Reaction = _ => throw Errors.SubjectLineBreak.With() };

        Assert.Throws<SmtpSoarException>(() => Factory(step).Create(TestMail.Text(), CancellationToken.None));
    }

    [Fact]
    public void Step_ThatWarns_IsHeardBesideTheOthers()
    {
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference()];
        var step = new Stamp("X") { Reaction = context => context.Warn("It expires soon.") };

        var message = Factory(step).Create(request, CancellationToken.None);

        Assert.Equal(2, message.Warnings.Count);
        Assert.Equal("It expires soon.", message.Warnings[1]);
    }

    [Fact]
    public void Step_OfAnyMail_LearnsFromWhomAndToWhomItGoes()
    {
        var seen = new List<StepContext>();
        var factory = Factory(new Stamp("X") { Reaction = seen.Add });
        var request = TestMail.Text();
        request.Bcc = ["hidden@example.org"];

        factory.Create(request, CancellationToken.None);
        factory.Create(new RawEmailRequest { Text = "From: a@example.org\r\nTo: b@example.org\r\n\r\nText\r\n" }, CancellationToken.None);

        Assert.Equal("asset@example.org", seen[0].From?.Address);
        Assert.Equal([RecipientKind.To, RecipientKind.Bcc], seen[0].Recipients.Select(recipient => recipient.Kind));
        Assert.Null(seen[1].From);
        Assert.Equal("a@example.org", seen[1].Sender.Text);
        Assert.Equal("b@example.org", seen[1].Recipients[0].Address.Text);
    }

    private static MessageFactory Factory(params IMessageStep[] steps) => new(TestMail.Asset, TimeProvider.System, Parts(steps));

    private static CompositionParts Parts(params IMessageStep[] steps) => new()
    {
        Bodies = CompositionParts.Of(TestMail.Asset).Bodies,
        MessageSteps = steps,
    };

    private static string Signature(byte[] wire) => TestMail.Field(wire, "DKIM-Signature")!;

    private static byte[] Written(RenderedMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes, CancellationToken.None);
        Assert.Equal(message.Size, bytes.Length);
        return bytes.ToArray();
    }

    /// <summary>DKIM as MimeKit signs.</summary>
    private sealed class Signer(
        DkimKey key,
        DkimCanonicalizationAlgorithm canonicalization = DkimCanonicalizationAlgorithm.Relaxed) : IMessageStep
    {
        public Func<MailRequest, bool> Applies { get; init; } = _ => true;

        public bool AppliesTo(MailRequest request) => Applies(request);

        public RenderedMessage Apply(RenderedMessage message, StepContext context)
        {
            var field = Encoding.ASCII.GetBytes(key.Field(Written(message), canonicalization));
            return message with { HeaderBlock = [.. field, .. message.HeaderBlock] };
        }
    }

    /// <summary>Adds a field.</summary>
    private sealed class Stamp(string name) : IMessageStep
    {
        public Action<StepContext> Reaction { get; init; } = _ => { };

        public bool AppliesTo(MailRequest request) => true;

        public RenderedMessage Apply(RenderedMessage message, StepContext context)
        {
            Reaction(context);
            return message with { HeaderBlock = [.. Encoding.ASCII.GetBytes($"{name}: x\r\n"), .. message.HeaderBlock] };
        }
    }
}
