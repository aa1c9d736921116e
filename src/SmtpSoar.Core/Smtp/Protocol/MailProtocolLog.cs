using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using MailKit;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>The protocol log: both sides line by line, without what proves who we are, and without the messages' content.</summary>
internal sealed class MailProtocolLog : IDisposable
{
    private static readonly byte[] Hidden = Encoding.ASCII.GetBytes("********");

    // No reply is longer: Conversation ends it.
    private const int MaxLineLength = 64 * 1024;

    // Bytes that are no UTF-8 are shown as ISO 8859-1, as MailKit reads them.
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly ProtocolLogger _file;
    private readonly MemoryStream _line = new();
    private readonly ConnectionSettings _settings;
    private bool _isBroken;
    private long? _contentBytes;

    private MailProtocolLog(ProtocolLogger file, ConnectionSettings settings)
    {
        (_file, _settings) = (file, settings);

        // Secrets are hidden before the lines reach the file.
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
        EndContent();
        var shown = new MemoryStream();
        var start = offset;
        foreach (var secret in secrets)
        {
            shown.Write(buffer, start, secret.StartIndex - start);
            shown.Write(Hidden, 0, Hidden.Length);
            start = secret.StartIndex + secret.Length;
        }

        shown.Write(buffer, start, offset + count - start);
        var line = Harmless(Decode(shown.GetBuffer(), (int)shown.Length));
        Write(() => _file.LogClient(line, 0, line.Length));
    }

    /// <summary>Writes what the server said, line by line: a secret that comes in two pieces is one secret.</summary>
    public void LogServer(byte[] buffer, int offset, int count, SecretRedactor secrets)
    {
        EndContent();
        for (var i = offset; i < offset + count; i++)
        {
            _line.WriteByte(buffer[i]);
            if (buffer[i] == (byte)'\n' || _line.Length == MaxLineLength)
                WriteLine(secrets);
        }
    }

    /// <summary>Writes what the server has said of a line that has no end.</summary>
    public void EndLine(SecretRedactor secrets)
    {
        if (_line.Length > 0)
            WriteLine(secrets);
    }

    /// <summary>Takes note of a part of the message, of which only the length is shown.</summary>
    public void AddContent(int count) => _contentBytes = (_contentBytes ?? 0) + count;

    public void Dispose()
    {
        EndContent();
        Write(_file.Dispose);
    }

    private void WriteLine(SecretRedactor secrets)
    {
        var line = Harmless(secrets.Hide(Decode(_line.GetBuffer(), (int)_line.Length)));
        _line.SetLength(0);
        Write(() => _file.LogServer(line, 0, line.Length));
    }

    private static string Decode(byte[] bytes, int count)
    {
        try
        {
            return Strict.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return SecretRedactor.Bytewise.GetString(bytes, 0, count);
        }
    }

    private static byte[] Harmless(string text) => Encoding.UTF8.GetBytes(ShownText.Lines(text));

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
