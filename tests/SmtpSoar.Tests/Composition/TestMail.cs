using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Composes messages, and holds every one of them against what any message must be.</summary>
internal static class TestMail
{
    // Some tests time how a large message is composed.
    private const int MaxCompared = 64 * 1024;

    public static SmtpAsset Asset => new() { Server = "localhost", SenderAddress = "asset@example.org" };

    public static EmailRequest Text(string body = "Hello") => new() { To = ["to@example.org"], Subject = "Subject", Body = body };

    public static HtmlEmailRequest Html(string html = "<p>Hello</p>") => new() { To = ["to@example.org"], Subject = "Subject", HtmlBody = html };

    /// <summary>The message. One that is written without MimeKit is held against what MimeKit writes.</summary>
    public static ComposedMessage Compose(ComposedMailRequest request, SmtpAsset? asset = null)
    {
        var clock = new StoppedClock();
        var message = Create(request, asset, clock, writesPlainText: true);
        if (IsPlainText(message) && message.Image.Size <= MaxCompared)
            Assert.Equal(Text(ComposeByLibrary(request, asset, clock)), Text(message));
        return message;
    }

    /// <summary>Whether a message was written without MimeKit: it needs no other form for a server that takes seven bits.</summary>
    public static bool IsPlainText(ComposedMessage message) => message.SevenBitImage is null;

    private static ComposedMessage ComposeByLibrary(ComposedMailRequest request, SmtpAsset? asset, TimeProvider clock) =>
        Create(request, asset, clock, writesPlainText: false);

    private static ComposedMessage Create(ComposedMailRequest request, SmtpAsset? asset, TimeProvider clock, bool writesPlainText)
    {
        var parts = new CompositionParts { Bodies = CompositionParts.Of(asset ?? Asset).Bodies, WritesPlainText = writesPlainText };
        return new MessageFactory(asset ?? Asset, clock, parts).Create(request, CancellationToken.None);
    }

    // Each message has an id of its own.
    private static string Text(ComposedMessage message) => Encoding.Latin1.GetString(Wire(message)).Replace(message.MessageId!, "<id>");

    /// <summary>The message as it goes over the wire.</summary>
    public static byte[] Wire(ComposedMessage message) => Wire(message.Image);

    public static byte[] Wire(RenderedMessage image)
    {
        using var stream = new MemoryStream();
        image.WriteToAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        var bytes = stream.ToArray();
        WireRules.Check(image, bytes);
        return bytes;
    }

    public static string WireText(ComposedMailRequest request, SmtpAsset? asset = null) =>
        Encoding.UTF8.GetString(Wire(Compose(request, asset)));

    /// <summary>The message as a reader understands it.</summary>
    public static MimeMessage Read(ComposedMailRequest request, SmtpAsset? asset = null) => Read(Wire(Compose(request, asset)));

    public static MimeMessage Read(byte[] wire) => MimeMessage.Load(new MemoryStream(wire));

    /// <summary>The error that refuses the request.</summary>
    public static SmtpSoarException Refusal(ComposedMailRequest request, SmtpAsset? asset = null) =>
        Assert.Throws<SmtpSoarException>(() => Compose(request, asset));

    /// <summary>The lines of one header field as they stand on the wire, joined; null if there is none.</summary>
    public static string? Field(byte[] wire, string name)
    {
        var header = Encoding.UTF8.GetString(wire).Split("\r\n\r\n", 2)[0] + "\r\n";
        var start = ("\r\n" + header).IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var end = start;
        do
            end = header.IndexOf("\r\n", end, StringComparison.Ordinal) + 2;
        while (end < header.Length && header[end] is ' ' or '\t');
        return header[start..(end - 2)];
    }

    /// <summary>The addresses of the envelope.</summary>
    public static IEnumerable<string> Recipients(ComposedMessage message)
    {
        foreach (var recipient in message.Recipients)
            yield return recipient.Address.Text;
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
