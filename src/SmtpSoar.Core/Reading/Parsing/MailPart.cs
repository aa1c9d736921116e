using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>A part of a mail as it was parsed, with its place in the bytes around it.</summary>
internal sealed class MailPart
{
    public MailPart(PartKind kind, MailPart? parent, ContentType type, int depth)
    {
        (Kind, Parent, Type, Depth) = (kind, parent, type, depth);
        parent?.Children.Add(this);
    }

    public PartKind Kind { get; }

    public MailPart? Parent { get; }

    /// <summary>How many parts and mails are around it, in other layers too.</summary>
    public int Depth { get; }

    public ContentType Type { get; }

    /// <summary>The header fields. Those of a message's body are the message's.</summary>
    public IReadOnlyList<Header> Headers { get; set; } = [];

    public List<MailPart> Children { get; } = [];

    /// <summary>The bytes that it is a part of.</summary>
    public required MailContent Source { get; init; }

    /// <summary>The first byte of its header.</summary>
    public long Start { get; set; }

    /// <summary>The first byte of its content.</summary>
    public long ContentStart { get; set; }

    /// <summary>The byte behind its last one; the line end before a boundary is no part of it (RFC 2046, section 5.1.1).</summary>
    public long End { get; set; }

    public ContentEncoding Encoding { get; set; }

    /// <summary>The digest of the decoded content of a leaf, or of the message in a <c>message/rfc822</c>.</summary>
    public PartDigest? Digest { get; set; }

    /// <summary>The decoded bytes of a text, where it may be a body.</summary>
    public byte[]? Text { get; set; }

    /// <summary>Whether reading was given up within it.</summary>
    public bool IsCut { get; set; }

    /// <summary>The part that was within it, after verification or decryption.</summary>
    public MailPart? Unwrapped { get; set; }

    /// <summary>The verdicts on the signatures of a mail.</summary>
    public List<SoarEmailSignature> Signatures { get; } = [];

    /// <summary>The encryption of a mail, or <see langword="null"/>.</summary>
    public string? Encryption { get; set; }

    /// <summary>The content as it stands in the mail.</summary>
    public MailContent RawContent => Source.Slice(ContentStart, End - ContentStart);

    /// <summary>The content without its transfer encoding.</summary>
    public MailContent Content => DecodedContent.Of(RawContent, Encoding);

    /// <summary>The value of the first field of that name, or <see langword="null"/>.</summary>
    public Header? Find(HeaderId id)
    {
        foreach (var header in Headers)
            if (header.Id == id)
                return header;
        return null;
    }

    public bool Is(string type, string subtype) => Type.IsMimeType(type, subtype);
}

/// <summary>A kind of part.</summary>
internal enum PartKind
{
    /// <summary>A mail, whose one child is its body.</summary>
    Message,

    /// <summary>A part with parts (RFC 2046, section 5.1).</summary>
    Multipart,

    /// <summary>A part whose one child is a mail (RFC 2046, section 5.2.1).</summary>
    AttachedMessage,

    /// <summary>A part with content.</summary>
    Leaf,
}

/// <summary>The digest of a content.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha1">The SHA-1, the vault's id.</param>
/// <param name="Sha256">The SHA-256.</param>
internal sealed record PartDigest(long Size, string Sha1, string Sha256);
