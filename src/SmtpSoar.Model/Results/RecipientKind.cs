namespace SmtpSoar;

/// <summary>Why a mailbox is a recipient.</summary>
// Long, as all enumerations that scripts see: ConvertTo-Json writes the names of these, and the numbers of others. A test holds them to it.
public enum RecipientKind : long
{
    /// <summary>Named in To.</summary>
    To,

    /// <summary>Named in Cc.</summary>
    Cc,

    /// <summary>Named in Bcc: no other recipient sees it.</summary>
    Bcc,

    /// <summary>Named only for the envelope (<c>-EnvelopeTo</c>).</summary>
    Envelope,
}
