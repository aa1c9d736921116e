using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>A message's sender and recipients while they come.</summary>
internal sealed record Envelope(string From, IReadOnlyList<string> Parameters)
{
    public List<ReceivedRecipient> Accepted { get; } = [];

    public List<ReceivedRecipient> Refused { get; } = [];

    /// <summary>What BDAT has brought.</summary>
    public MessageContent? Chunks { get; set; }
}
