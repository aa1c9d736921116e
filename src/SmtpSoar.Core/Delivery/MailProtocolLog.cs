using System;
using System.IO;
using System.Text;
using MailKit;

namespace SmtpSoar.Core.Delivery;

/// <summary>
/// The protocol log: MailKit's own, which hides what proves who we are, and without the messages' content.
/// </summary>
internal sealed class MailProtocolLog : IProtocolLogger
{
    private static readonly byte[] StartMailInput = Encoding.ASCII.GetBytes("354");

    private readonly ProtocolLogger inner;
    private long? contentBytes;

    private MailProtocolLog(ProtocolLogger inner)
    {
        this.inner = inner;
        inner.RedactSecrets = true;
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => inner.AuthenticationSecretDetector;
        set => inner.AuthenticationSecretDetector = value;
    }

    /// <summary>Opens the log for appending, or a log that keeps nothing if there is no path.</summary>
    public static IProtocolLogger Open(string? path)
    {
        if (path is null)
            return new NullProtocolLogger();
        try
        {
            return new MailProtocolLog(new ProtocolLogger(path, append: true));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.ProtocolLogFailed.Because(cause, path, cause.Message);
        }
    }

    public void LogConnect(Uri uri) => inner.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (contentBytes is null)
            inner.LogClient(buffer, offset, count);
        else
            contentBytes += count;
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (contentBytes is { } bytes)
        {
            contentBytes = null;
            var note = Encoding.ASCII.GetBytes($"({bytes} bytes of message)\r\n");
            inner.LogClient(note, 0, note.Length);
        }

        inner.LogServer(buffer, offset, count);
        if (count >= StartMailInput.Length && buffer.AsSpan(offset, StartMailInput.Length).SequenceEqual(StartMailInput))
            contentBytes = 0;
    }

    public void Dispose() => inner.Dispose();
}
