namespace SmtpSoar.Core.Smtp;

/// <summary>Learns from the replies of one transaction how many recipients the server takes at once.</summary>
/// <remarks>
/// RFC 5321, section 4.5.3.1.10: 452 says so, and 552, which older servers say, means the same. The recipients before it get the
/// message, the others are asked for in another transaction. A mailbox that is full says 552 too, with 5.2.2 (RFC 3463) or with
/// no enhanced code at all: then the others are tried again, but nothing is known of a limit.
/// </remarks>
internal sealed class RecipientLimit
{
    /// <summary>The server closes, which it also does after too many errors.</summary>
    public const int Closing = 421;

    private const int TooMany = 452;
    private const int TooManyOfOld = 552;

    private int _accepted;
    private bool _isReached;
    private bool _isPassed;
    private bool _hasClosed;

    /// <summary>The number accepted before the first that was one too many, or <see langword="null"/> if there is no such limit.</summary>
    public int? Max => _isReached && !_isPassed && _accepted > 0 ? _accepted : null;

    /// <summary>The number accepted before the server closed instead of an answer, or <see langword="null"/> if it did not.</summary>
    public int? MaxBeforeClosing => _hasClosed && _accepted > 0 ? _accepted : null;

    /// <summary>Whether the server said so in words that mean nothing else.</summary>
    public bool IsSure { get; private set; }

    /// <summary>Whether no more recipients were asked for, and the transaction was given up.</summary>
    public bool IsBrokenOff { get; private set; }

    /// <summary>Whether a reply to RCPT says that there are too many recipients before it.</summary>
    public static bool IsTooMany(int? code, string? enhancedCode) => (code, enhancedCode) switch
    {
        (TooMany or TooManyOfOld, null) => true,
        _ => IsTooManyInWords(enhancedCode),
    };

    // RFC 3463, section 3.6: X.5.3 says so with any basic code.
    private static bool IsTooManyInWords(string? enhancedCode) => enhancedCode is "4.5.3" or "5.5.3";

    /// <summary>Whether a refusal beyond the limit is due to it: the server may close over too many errors.</summary>
    public static bool IsBeyond(int? code, string? enhancedCode) => code == Closing || IsTooMany(code, enhancedCode);

    /// <summary>Takes the reply to a recipient.</summary>
    public void Record(SmtpReply reply, bool accepted)
    {
        if (accepted)
        {
            _accepted++;
            _isPassed |= _isReached;
        }
        else if (IsTooMany(reply.Code, reply.EnhancedCode))
        {
            _isReached = true;
            IsSure |= reply is { Code: TooMany } || IsTooManyInWords(reply.EnhancedCode);
        }

        _hasClosed |= reply.Code == Closing;
    }

    /// <summary>Gives the transaction up if the limit is reached.</summary>
    public bool BreaksOff() => IsBrokenOff = IsSure && Max is not null;
}
