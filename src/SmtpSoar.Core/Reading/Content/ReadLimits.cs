namespace SmtpSoar.Core.Reading.Content;

/// <summary>The limits of reading one mail. Each has the name by which warnings speak of it.</summary>
internal sealed record ReadLimits
{
    /// <summary>The limits for mails of unknown origin.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>How deep parts, mails and layers of encryption may lie in each other. Deeper ones stay closed.</summary>
    public int MaxDepth { get; init; } = 40;

    /// <summary>The parts of a mail.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>The header fields of a mail and of all its parts.</summary>
    public int MaxHeaders { get; init; } = 50_000;

    /// <summary>The bytes of one header field.</summary>
    public int MaxFieldBytes { get; init; } = 512 * 1024;

    /// <summary>The bytes of all header fields of a mail and of all its parts.</summary>
    public int MaxHeaderBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The bytes of one body that become text.</summary>
    public int MaxTextBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The bytes of content that are decoded. Those of a nested mail count for each mail around it.</summary>
    public long MaxDecodedBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>The bytes that compressed content may become, for each of its own.</summary>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>The bytes that compressed content may become, whatever its ratio.</summary>
    public long FreeExpandedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The bytes of a signature, or of the keys of an encryption.</summary>
    public int MaxSignatureBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The signatures that are verified.</summary>
    public int MaxSignatures { get; init; } = 20;

    /// <summary>The sentences about a mail.</summary>
    public int MaxWarnings { get; init; } = 100;
}
