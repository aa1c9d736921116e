using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp;

/// <summary>
/// Sends a message to nobody, in memory, on another thread. The runtime loads and compiles the code for sending then, while
/// the first message is still being composed: that is a good part of a first mail's time.
/// </summary>
internal static class Warmup
{
    private static readonly SmtpAsset Nowhere = new() { Server = "localhost", SslMethod = SslMethod.None, RetryCount = 0 };

    // Loading and compiling happen once a process.
    private static readonly Lazy<Task> Once = new(() => Task.Run(TryAsync));

    /// <summary>Begins, and waits for nothing.</summary>
    public static void Begin() => _ = Once.Value;

    /// <summary>Sends the message to nobody.</summary>
    internal static async Task<MailOutcome> RunAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var service = new MailService(new MailServiceOptions(Nowhere, new SwitchableFeedback())
        {
            StreamFactory = () => ServerStream.OfProxy(new NullServer(), TimeSpan.FromSeconds(Nowhere.TimeoutSec)),
        });
        await service
            .AddAsync(new PreparedMail(new EmailRequest()) { Message = CreateMessage() }, CancellationToken.None)
            .ConfigureAwait(false);
        await service.CloseAsync().ConfigureAwait(false);
        return service.TryTake(out var outcome) ? outcome : throw new InvalidOperationException();
    }

    private static async Task TryAsync()
    {
        try
        {
            await RunAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The real conversation will tell.
        }
    }

    private static ComposedMessage CreateMessage()
    {
        var nobody = new EnvelopeAddress(new MailboxAddress("", "nobody@localhost"));
        return new ComposedMessage
        {
            Sender = nobody,
            Recipients = [new EnvelopeRecipient(nobody, RecipientKind.To)],
            Image = new RenderedMessage([], [new BytesSegment([])]),
        };
    }

    /// <summary>Answers as a server does that takes everything.</summary>
    private sealed class NullServer : MemoryStream
    {
        private static readonly string[] Lines =
            ["220 a", "250-a\r\n250-PIPELINING\r\n250 SIZE", "250 a", "250 a", "354 a", "250 a", "221 a"];

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
