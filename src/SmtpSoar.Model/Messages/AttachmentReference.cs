namespace SmtpSoar;

/// <summary>A file to attach: a vault id or a path, and how it shall appear in the message.</summary>
public sealed class AttachmentReference
{
    /// <summary>The vault id: 40 hex digits, in any case. Either this or <see cref="Path"/> is set.</summary>
    public string? VaultId { get; set; }

    /// <summary>The full path of a file. Either this or <see cref="VaultId"/> is set.</summary>
    public string? Path { get; set; }

    /// <summary>The vault file itself, where it is known: it may lie in another vault than the one that is searched.</summary>
    public VaultFile? VaultFile { get; set; }

    /// <summary>The file name in the message. Default: the file's own.</summary>
    public string? Name { get; set; }

    /// <summary>The media type. Default: by file name.</summary>
    public string? ContentType { get; set; }

    /// <summary>
    /// The Content-ID (RFC 2392), with or without angle brackets, by which HTML refers to it. With one, the part is inline.
    /// </summary>
    public string? ContentId { get; set; }

    /// <summary>Whether it refers to nothing: SOAR lets an entry of <c>attachment_json</c> stand without a vault id.</summary>
    internal bool IsEmpty => VaultId is null && Path is null;

    /// <summary>
    /// The number of the content id parameter that stands alone, where it refers to nothing for want of the attachment parameter.
    /// </summary>
    internal int? LoneContentId { get; set; }

    /// <summary>The name that the user knows it by.</summary>
    public override string ToString() => VaultId ?? Path ?? Name ?? "";
}
