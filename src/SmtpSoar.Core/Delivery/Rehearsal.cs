using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Security;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>
/// A whole conversation with nobody, in memory, on another thread. What a conversation needs is loaded and compiled then,
/// while the first message is still being composed: that is a good part of a first mail's time.
/// </summary>
internal static class Rehearsal
{
    private const string Nowhere = "localhost";

    // Loading and compiling happen once a process.
    private static readonly Lazy<Task> Once = new(() => Task.Run(RunAsync));

    /// <summary>Begins, and waits for nothing.</summary>
    public static void Begin() => _ = Once.Value;

    private static async Task RunAsync()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var settings = new ConnectionSettings(new SmtpAsset { Server = Nowhere }, new RelayFeedback());
            using var transport = new SmtpTransport(new Conversation(settings));
            await transport.ConnectAsync(new Prompter(), Nowhere, 1, SecureSocketOptions.None, CancellationToken.None).ConfigureAwait(false);
            await SendAsync(transport).ConfigureAwait(false);
            await transport.DisconnectAsync(true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The real conversation will tell.
        }
    }

    private static async Task SendAsync(SmtpTransport transport)
    {
        var somebody = new EnvelopeAddress(new MailboxAddress("", "nobody@localhost"));
        var image = new WireImage([], [new BytesSegment([])]);
        var message = new ComposedMessage { Sender = somebody, Recipients = [new EnvelopeRecipient(somebody, RecipientKind.To)], Image = image };
        var recipients = new RecipientLedger(message);
        transport.Begin(message, recipients);
        using var wire = new WireMessage(image, null);
        await transport.SendAsync(WireMessage.Format(international: false), wire, somebody.Mailbox, EveryMailbox.Of(recipients.Open), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Answers as a server does that takes everything.</summary>
    private sealed class Prompter : MemoryStream
    {
        private static readonly string[] Lines = ["220 a", "250-a\r\n250-PIPELINING\r\n250 SIZE 1", "250 a", "250 a", "354 a", "250 a", "221 a"];

        private int _next;

        public override bool CanTimeout => true;

        public override int ReadTimeout { get; set; }

        public override int WriteTimeout { get; set; }

        public override int Read(byte[] buffer, int offset, int count) =>
            _next == Lines.Length ? 0 : Encoding.ASCII.GetBytes(Lines[_next] + "\r\n", 0, Lines[_next++].Length + 2, buffer, offset);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
