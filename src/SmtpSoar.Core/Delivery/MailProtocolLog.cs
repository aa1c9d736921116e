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

    private readonly ProtocolLogger _inner;
    private long? _contentBytes;

    private MailProtocolLog(ProtocolLogger inner)
    {
        _inner = inner;
        _inner.RedactSecrets = true;
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => _inner.AuthenticationSecretDetector;
        set => _inner.AuthenticationSecretDetector = value;
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

    public void LogConnect(Uri uri) => _inner.LogConnect(uri);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (_contentBytes is null)
            _inner.LogClient(buffer, offset, count);
        else
            _contentBytes += count;
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_contentBytes is { } bytes)
        {
            _contentBytes = null;
            var note = Encoding.ASCII.GetBytes($"({bytes} bytes of message)\r\n");
            _inner.LogClient(note, 0, note.Length);
        }

        _inner.LogServer(buffer, offset, count);
        if (count >= StartMailInput.Length && buffer.AsSpan(offset, StartMailInput.Length).SequenceEqual(StartMailInput))
            _contentBytes = 0;
    }

    public void Dispose() => _inner.Dispose();
}
