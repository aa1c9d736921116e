using System.Collections.Generic;

namespace SmtpSoar;

/// <summary>A message that a command wants to send. The core composes it.</summary>
public abstract class MailRequest
{
    /// <summary>SOAR's name of the action.</summary>
    public abstract string Action { get; }

    /// <summary>The parameters that were given, as text under their SOAR names, for the result. Never a secret.</summary>
    public IDictionary<string, object?> Parameter { get; } = new Dictionary<string, object?>();

    /// <summary>When the sender wants a delivery status notification.</summary>
    public DeliveryNotification DeliveryNotification { get; set; }
}
