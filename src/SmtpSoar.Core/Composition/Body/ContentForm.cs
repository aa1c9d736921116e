namespace SmtpSoar.Core.Composition.Body;

/// <summary>The forms that the content of a composed mail may have.</summary>
internal enum ContentForm
{
    /// <summary>Attached messages keep their 8-bit content, for a server with 8BITMIME.</summary>
    EightBit,

    /// <summary>Seven bits throughout, for any server.</summary>
    SevenBit,

    /// <summary>Seven bits, and text that relays and mailbox files have no reason to change: a signature is over it.</summary>
    Protected,
}
