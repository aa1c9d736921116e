namespace SmtpSoar;

/// <summary>The server's answer about one recipient.</summary>
public sealed class RecipientResult
{
    /// <summary>The address as it stood in the envelope (RCPT TO).</summary>
    public string Address { get; set; } = "";

    /// <summary>Why the mailbox is a recipient.</summary>
    public RecipientKind Kind { get; set; }

    /// <summary>Whether the server took the recipient. <see langword="null"/>: it was never asked, or never answered.</summary>
    public bool? Accepted { get; set; }

    /// <summary>The SMTP reply code (RFC 5321, section 4.2), or <see langword="null"/> where there was no reply.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The enhanced status code (RFC 3463), such as <c>5.1.1</c>, or <see langword="null"/> where the server gave none.</summary>
    public string? EnhancedStatusCode { get; set; }

    /// <summary>The reply's text, without the codes.</summary>
    public string? Text { get; set; }

    /// <summary>
    /// Whether it is unknown that the recipient has the message: the server had all of the message, but its last reply was lost. To
    /// send it again may be to send it twice.
    /// </summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>Whether the server refused the recipient only since there were others before it in the same transaction.</summary>
    internal bool IsOneTooMany { get; set; }

    /// <summary>Whether the recipient may be accepted later (RFC 5321, section 4.2.1).</summary>
    internal bool IsRefusedForNow => Accepted == false && (StatusCode is < 500 || IsOneTooMany);

    /// <summary>The server's words, with the codes that it gave.</summary>
    internal string Reply => StatusCode is { } code ? new SmtpReply(code, EnhancedStatusCode, Text ?? "").ToString() : Text ?? "";

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => Accepted switch
    {
        true when OutcomeUnknown => $"{Address}: accepted, but whether the message arrived is unknown",
        true => $"{Address}: accepted",
        false => $"{Address}: refused ({Reply})",
        null when OutcomeUnknown => $"{Address}: whether the message arrived is unknown",
        null => $"{Address}: {Text ?? "not asked"}",
    };
}
