using MimeKit;

namespace SmtpSoar.Core.Graph;

/// <summary>An attachment that may go apart from its message, and its place in the message.</summary>
internal sealed record DetachablePart
{
    /// <summary>The offset of the boundary before it.</summary>
    public required long Begin { get; init; }

    /// <summary>The offset of the boundary that follows it.</summary>
    public long End { get; set; }

    /// <summary>The offset of its content.</summary>
    public long ContentBegin { get; set; }

    /// <summary>The offset behind its content.</summary>
    public long ContentEnd { get; set; }

    /// <summary>The size of its content, decoded.</summary>
    public long Size { get; set; }

    /// <summary>The encoding of its content (RFC 2045, section 6).</summary>
    public required ContentEncoding Encoding { get; init; }

    /// <summary>The file name.</summary>
    public required string Name { get; init; }

    /// <summary>The media type, without parameters.</summary>
    public required string Type { get; init; }

    /// <summary>The content id without its angle brackets, or <see langword="null"/>.</summary>
    public string? ContentId { get; init; }

    /// <summary>Whether the message shows it within its text.</summary>
    public bool IsInline { get; init; }

    /// <summary>How many bytes of the message it takes.</summary>
    public long Length => End - Begin;
}
