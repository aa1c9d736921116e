using System;
using System.Text.Json;

namespace SmtpSoar.Tests.Vectors;

/// <summary>A file of a vector's vault.</summary>
public sealed class VectorFile(JsonElement file)
{
    /// <summary>The name that it was added under; may be a path.</summary>
    public string Name { get; } = file.GetProperty("name").GetString()!;

    /// <summary>The name that a message shows.</summary>
    public string ShownName => Name[(Name.LastIndexOf('/') + 1)..];

    public string VaultId { get; } = file.GetProperty("vault_id").GetString()!;

    public string Sha256 { get; } = file.GetProperty("sha256").GetString()!;

    /// <summary>The content; the vectors leave out what is empty.</summary>
    public byte[] Content { get; } = file.TryGetProperty("content_b64", out var content) ? Convert.FromBase64String(content.GetString()!) : [];
}
