using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using MailKit;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Delivery;

/// <summary>The protocol log: both sides line by line, without what proves who we are, and without the messages' content.</summary>
internal sealed class MailProtocolLog : IDisposable
{
    private static readonly byte[] Hidden = Encoding.ASCII.GetBytes("********");

    private readonly ProtocolLogger _file;
    private readonly ConnectionSettings _settings;
    private bool _isBroken;
    private long? _contentBytes;

    private MailProtocolLog(ProtocolLogger file, ConnectionSettings settings)
    {
        (_file, _settings) = (file, settings);

        // What is hidden is settled before the file sees it.
        _file.RedactSecrets = false;
    }

    /// <summary>Opens the log for appending, or none if there is no path.</summary>
    public static MailProtocolLog? Open(ConnectionSettings settings)
    {
        if (settings.ProtocolLog is not { } path)
            return null;

        // To open it would wait for a reader.
        if (FileStatus.Of(path, out _) is { Kind: FileKind.Pipe or FileKind.Socket } other)
            throw Errors.ProtocolLogFailed.With(path, $"it is {other.Kind.Describe()}.");
        try
        {
            return new MailProtocolLog(new ProtocolLogger(path, append: true), settings);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.ProtocolLogFailed.Because(cause, path, cause.Message);
        }
    }

    public void LogConnect(Uri uri) => Write(() => _file.LogConnect(uri));

    public void LogClient(byte[] buffer, int offset, int count, IEnumerable<AuthenticationSecret> secrets)
    {
        if (_contentBytes is not null)
        {
            _contentBytes += count;
            return;
        }

        var shown = new MemoryStream();
        var start = offset;
        foreach (var secret in secrets)
        {
            shown.Write(buffer, start, secret.StartIndex - start);
            shown.Write(Hidden, 0, Hidden.Length);
            start = secret.StartIndex + secret.Length;
        }

        shown.Write(buffer, start, offset + count - start);
        Write(() => _file.LogClient(shown.GetBuffer(), 0, (int)shown.Length));
    }

    public void LogServer(byte[] buffer, int offset, int count, SecretWords secrets)
    {
        EndContent();
        var shown = SecretWords.Bytewise.GetBytes(secrets.Hide(SecretWords.Bytewise.GetString(buffer, offset, count)));
        Write(() => _file.LogServer(shown, 0, shown.Length));
    }

    /// <summary>What the client says from here on, until the server speaks, is the message.</summary>
    public void BeginContent() => _contentBytes = 0;

    public void Dispose()
    {
        EndContent();
        Write(_file.Dispose);
    }

    private void EndContent()
    {
        if (_contentBytes is not { } bytes)
            return;
        _contentBytes = null;
        var note = Encoding.ASCII.GetBytes(string.Format(CultureInfo.InvariantCulture, "({0} bytes of message)\r\n", bytes));
        Write(() => _file.LogClient(note, 0, note.Length));
    }

    // A mail is worth more than its log: a disk that is full must not keep it.
    private void Write(Action write)
    {
        if (_isBroken)
            return;
        try
        {
            write();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _isBroken = true;
            if (_settings.LogGap.Happens())
                _settings.Feedback.Warning(Messages.ProtocolLogGap(_settings.ProtocolLog!, cause.Message.TrimEnd('.')));
        }
    }
}
