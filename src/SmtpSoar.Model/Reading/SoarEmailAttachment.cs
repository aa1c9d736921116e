namespace SmtpSoar;

/// <summary>A part of a mail that is no body. Its content stays in the mail's file; Add-SoarVaultFile reads it from there.</summary>
public sealed class SoarEmailAttachment
{
    /// <summary>The last component of the file name, decoded and without control characters, or <see langword="null"/>.</summary>
    public string? Name { get; set; }

    /// <summary>The media type that the mail names.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The content id without its angle brackets, or <see langword="null"/>.</summary>
    public string? ContentId { get; set; }

    /// <summary>Whether the mail shows it in its text: pictures of the HTML, for the most part (RFC 2183, RFC 2392).</summary>
    public bool Inline { get; set; }

    /// <summary>The size in bytes, decoded.</summary>
    public long Size { get; set; }

    /// <summary>The SHA-256 of the content, 64 lower-case hex digits, or <see langword="null"/> where a limit left it unread.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The vault id that the content has or would have: its SHA-1, 40 lower-case hex digits.</summary>
    public string? VaultId { get; set; }

    /// <summary>The place in the mail's structure, such as <c>2.1</c>.</summary>
    public string Part { get; set; } = "";

    /// <summary>The mail that it is, where it is one (<c>message/rfc822</c>).</summary>
    public SoarEmail? Email { get; set; }

    /// <summary>The decoded content.</summary>
    internal IMailContent? Content { get; set; }

    /// <summary>The name, or the media type.</summary>
    public override string ToString() => Name ?? ContentType;
}
