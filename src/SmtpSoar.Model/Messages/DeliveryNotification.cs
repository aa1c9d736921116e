using System;

namespace SmtpSoar;

/// <summary>When the sender wants a delivery status notification (RFC 3461, section 4.1).</summary>
[Flags]
public enum DeliveryNotification : long
{
    /// <summary>Nothing is asked for: the servers decide.</summary>
    None = 0,

    /// <summary>When the message was delivered.</summary>
    Success = 1,

    /// <summary>When it could not be delivered.</summary>
    Failure = 2,

    /// <summary>When delivery takes long.</summary>
    Delay = 4,

    /// <summary>Never, not even on failure. It can't be combined with others.</summary>
    Never = 8,
}
