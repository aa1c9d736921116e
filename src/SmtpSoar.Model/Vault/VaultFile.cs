using System;

namespace SmtpSoar;

/// <summary>A file in the vault, by its content.</summary>
public sealed class VaultFile
{
    /// <summary>The SHA-1 of the content, 40 lower-case hex digits, as SOAR names vault files.</summary>
    public string VaultId { get; set; } = "";

    /// <summary>The file name it was added under.</summary>
    public string Name { get; set; } = "";

    /// <summary>The path of the content.</summary>
    public string Path { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    public long Size { get; set; }

    /// <summary>The container it was added to, or <see langword="null"/>.</summary>
    public string? ContainerId { get; set; }

    /// <summary>The media type that its name stands for.</summary>
    public string ContentType { get; set; } = "application/octet-stream";

    /// <summary>The SHA-256 of the content, 64 lower-case hex digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreateTime { get; set; }

    /// <summary>Name and vault id.</summary>
    public override string ToString() => $"{Name} ({VaultId})";
}
