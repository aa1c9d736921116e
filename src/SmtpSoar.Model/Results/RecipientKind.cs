namespace SmtpSoar;

/// <summary>Why a mailbox is a recipient.</summary>
public enum RecipientKind
{
    /// <summary>Named in To.</summary>
    To,

    /// <summary>Named in Cc.</summary>
    Cc,

    /// <summary>Named in Bcc: nobody else sees it.</summary>
    Bcc,

    /// <summary>Named only for the envelope (<c>-EnvelopeTo</c>).</summary>
    Envelope,
}
