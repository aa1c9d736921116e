namespace SmtpSoar;

/// <summary>How urgent a message is (<c>Priority</c>, <c>X-Priority</c> and <c>Importance</c>; RFC 2156, section 5.3.6).</summary>
public enum MailPriority : long
{
    /// <summary>Nothing is said.</summary>
    Normal,

    /// <summary>Not urgent.</summary>
    Low,

    /// <summary>Urgent.</summary>
    High,
}
