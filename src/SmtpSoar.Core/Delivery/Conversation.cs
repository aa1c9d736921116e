using System;
using MailKit;
using MailKit.Net.Smtp;

namespace SmtpSoar.Core.Delivery;

/// <summary>
/// Hears both sides, inside TLS too. It ends replies that have no end, knows what the server said last, and hands
/// everything on to the log.
/// </summary>
/// <remarks>MailKit limits the silence between two pieces of a reply, but neither a reply's time nor its length.</remarks>
internal sealed class Conversation : IProtocolLogger
{
    // RFC 5321, section 4.5.3.1.5: 512 bytes a line. Nobody needs a hundred such lines.
    private const int LongestReply = 64 * 1024;

    private readonly MailProtocolLog? _log;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly ReplyReader _reader = new();
    private long _replyStarted;

    public Conversation(ConnectionSettings settings)
    {
        _log = MailProtocolLog.Open(settings);
        _limit = TimeSpan.FromSeconds(settings.Asset.TimeoutSec);
        _clock = settings.Clock;
        _replyStarted = _clock.GetTimestamp();
    }

    public SecretWords Secrets { get; } = new();

    /// <summary>Changes commands on their way to the server, or <see langword="null"/>: the log has them as they went.</summary>
    public OriginalRecipientFilter? Filter { get; set; }

    /// <summary>What the server said that was no reply, else what it said last, fit for an error message.</summary>
    public string Heard => Secrets.Hide(Excerpt.Of(_reader.FirstOdd ?? _reader.LastLine));

    /// <summary>Whether the server has said anything at all.</summary>
    public bool HasHeard => _reader.LastLine.Length > 0;

    /// <summary>The last reply if it was a refusal, which then is why the server closed the connection.</summary>
    public SmtpReply? LastRefusal => _reader.Last is { Code: >= 400 } refusal ? refusal : null;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => Secrets.Detector;
        set => Secrets.Detector = value;
    }

    public void LogConnect(Uri uri)
    {
        _replyStarted = _clock.GetTimestamp();
        _log?.LogConnect(uri);
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        _replyStarted = _clock.GetTimestamp();
        if (Filter is { } filter)
        {
            buffer = filter.Pass(buffer, offset, count);
            (offset, count) = (0, buffer.Length);
        }

        var secrets = Secrets.Find(buffer, offset, count);
        _log?.LogClient(buffer, offset, count, secrets);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        var ended = _reader.Read(buffer, offset, count);
        _log?.LogServer(buffer, offset, count, Secrets);
        if (ended && _reader.LastIs("354"))
            _log?.BeginContent();
        if (_reader.Pending > LongestReply)
            throw new SmtpProtocolException("its reply has no end");
        if (!ended && _clock.GetElapsedTime(_replyStarted) > _limit)
            throw new TimeoutException("The reply took too long.");
        if (ended)
            _replyStarted = _clock.GetTimestamp();
    }

    public void Dispose() => _log?.Dispose();
}
