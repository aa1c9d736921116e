using System;
using System.IO;
using MailKit;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>
/// Hears both sides, inside TLS too. It ends replies that have no end and those that answer nothing, knows what the server said
/// last, and hands everything on to the log.
/// </summary>
/// <remarks>
/// MailKit limits the silence between two pieces of a reply, but neither a reply's time nor its length. It reads one reply for
/// each command, and takes what lies there already for the answer to the next one.
/// </remarks>
internal sealed class ProtocolMonitor : IProtocolLogger
{
    // RFC 5321, section 4.5.3.1.5: 512 bytes a line. Nobody needs a hundred such lines.
    private const int MaxReplyLength = 64 * 1024;

    private const int BlockSize = 4096;

    // SCRAM needs two. MailKit answers them for as long as they come.
    private const int MaxChallenges = 20;

    private readonly MailProtocolLog? _log;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly Turns _turns = new();
    private readonly ReplyReader _reader;
    private ServerStream? _stream;
    private bool _isSecure;
    private int _challenges;
    private readonly SslMethod _method;
    private readonly MemoryStream _greeting = new();
    private bool _isGreeted;
    private long _replayed;
    private long _replyStarted;

    public ProtocolMonitor(ConnectionSettings settings)
    {
        _reader = new ReplyReader(_turns);
        Secrets = SecretRedactor.Of(settings.Asset);
        _log = MailProtocolLog.Open(settings);
        _limit = TimeSpan.FromSeconds(settings.Asset.TimeoutSec);
        _clock = settings.Clock;
        _method = settings.Asset.SslMethod;
        _replyStarted = _clock.GetTimestamp();
    }

    public SecretRedactor Secrets { get; }

    /// <summary>The server's first line that was no reply, or its last line if all were replies. Secrets are hidden.</summary>
    public string Heard => SafeText.Of(Secrets.Hide(_reader.FirstOdd ?? _reader.LastLine));

    /// <summary>Whether the server has said anything at all.</summary>
    public bool HasHeard => _reader.LastLine.Length > 0;

    /// <summary>The last reply if it was a refusal, which then is why the server closed the connection.</summary>
    public SmtpReply? LastRefusal => _reader.Last is { Code: >= 400 } refusal ? Shown(refusal) : null;

    /// <summary>Whether the last reply says that all is well: its first digit decides (RFC 5321, section 4.3.2).</summary>
    public bool LastSucceeded => _reader.Last is { Code: >= 200 and < 300 };

    /// <summary>The last whole reply, or <see langword="null"/> if there is none.</summary>
    public SmtpReply? Last => _reader.Last;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => Secrets.Detector;
        set => Secrets.Detector = value;
    }

    /// <summary>Whether the server has spoken before it was asked.</summary>
    public bool HasUnasked => _turns.IsOurs && _stream?.HasUnread == true;

    /// <summary>The refusal by which the server broke into the message, or <see langword="null"/>.</summary>
    public SmtpReply? Interruption => _turns.IsInterrupted ? LastRefusal : null;

    /// <summary>Learns by which way the server speaks. Until then there is TLS to be made, in which bytes come unasked.</summary>
    /// <param name="stream">The way.</param>
    /// <param name="isSecure">Whether TLS goes over it.</param>
    public void Follow(ServerStream stream, bool isSecure) => (_stream, _isSecure) = (stream, isSecure);

    /// <summary>The greeting as it came, which MailKit hears once more: that counts for nothing.</summary>
    public byte[] TakeGreeting()
    {
        var greeting = _greeting.ToArray();
        _replayed = greeting.Length;
        return greeting;
    }

    /// <summary>The client is about to ask.</summary>
    /// <param name="isProbe">Whether the server is asked only to find out whether it is in step.</param>
    public void BeginTurn(bool isProbe = false)
    {
        // Bytes that come by TLS may be part of TLS alone: no reason to give up more than a probe.
        if ((isProbe || !_isSecure) && HasUnasked)
            _turns.NoteUnasked();
    }

    /// <summary>The client is about to say the end of the message, after which a reply counts as the message's.</summary>
    /// <param name="stream">The connection, inside TLS.</param>
    /// <exception cref="SmtpProtocolException">The server has spoken before.</exception>
    public void EndContent(Stream stream)
    {
        if (HasUnasked)
            HearInterruption(stream);
        if (_turns.IsInterrupted)
            throw RootCause.Disconnect();
        _turns.EndContent();
    }

    /// <summary>The client said a part of the message.</summary>
    /// <param name="count">How many bytes it has.</param>
    public void SayContent(int count)
    {
        _replyStarted = _clock.GetTimestamp();
        _log?.AddContent(count);
    }

    /// <summary>Keeps what the server said in place of a reply.</summary>
    /// <param name="line">The line.</param>
    public void NoteOdd(string line) => _reader.NoteOdd(line);

    /// <summary>A reply, without the secrets that the server may quote. All replies come by here.</summary>
    public SmtpReply Read(int code, string? text) => ReplyParser.Parse(code, Secrets.Hide(text ?? ""));

    /// <summary>A reply that was read elsewhere, without the secrets that the server may quote.</summary>
    public SmtpReply Shown(SmtpReply reply) => new(reply.Code, reply.EnhancedCode, Secrets.Hide(reply.Text));

    public void LogConnect(Uri uri)
    {
        if (_replayed > 0)
            return;
        _replyStarted = _clock.GetTimestamp();
        _log?.LogConnect(ServerUri(uri));
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        _replyStarted = _clock.GetTimestamp();
        _turns.Say(buffer, offset, count);
        var secrets = Secrets.Find(buffer, offset, count);
        _log?.EndLine(Secrets);
        _log?.LogClient(buffer, offset, count, secrets);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_replayed > 0)
        {
            _replayed -= count;
            return;
        }

        if (!_isGreeted)
            _greeting.Write(buffer, offset, count);
        var ended = _reader.Read(buffer, offset, count);
        _isGreeted |= ended;
        _log?.LogServer(buffer, offset, count, Secrets);
        CheckReply();
        if (!ended && _clock.GetElapsedTime(_replyStarted) > _limit)
            throw new TimeoutException("The reply took too long.");
        if (ended)
            _replyStarted = _clock.GetTimestamp();
    }

    public void Dispose()
    {
        _log?.EndLine(Secrets);
        _log?.Dispose();
    }

    // MailKit does not know of TLS.
    private Uri ServerUri(Uri uri) => _method switch
    {
        SslMethod.Ssl => new UriBuilder(uri) { Scheme = "smtps" }.Uri,
        SslMethod.StartTls => new Uri(uri, "?starttls=always"),
        _ => uri,
    };

    private void CheckReply()
    {
        if (_reader.Pending > MaxReplyLength)
            throw new SmtpProtocolException("its reply has no end");
        if (_reader.FirstOdd is not null)
            throw new SmtpProtocolException("it sent what is no reply");
        if (_turns.IsOutOfStep)
            throw new SmtpProtocolException("it sent a reply that answers no command");
        _challenges = _reader.LastIs("334") ? _challenges + 1 : 0;
        if (_challenges > MaxChallenges)
            throw new SmtpProtocolException("it never ends the login");
    }

    // The end of the message must not be said then: a server that is out of step could take the message and yet seem to refuse it,
    // or the other way round. The connection is given up, so that it may take a moment to hear all of the reply.
    private void HearInterruption(Stream stream)
    {
        var said = new byte[BlockSize];
        do
        {
            var count = stream.Read(said, 0, said.Length);
            if (count == 0)
                throw RootCause.Disconnect();
            LogServer(said, 0, count);
        }
        while (!_turns.IsInterrupted);
    }
}
