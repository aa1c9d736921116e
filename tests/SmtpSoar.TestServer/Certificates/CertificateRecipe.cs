using System;
using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>What a certificate is to say. The default is good for a server on the loopback addresses.</summary>
public sealed record CertificateRecipe
{
    /// <summary>The common name of its subject.</summary>
    public string Subject { get; init; } = "localhost";

    /// <summary>The names and IP addresses it is good for.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["localhost", "127.0.0.1", "::1"];

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddDays(-1);

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.UtcNow.AddDays(90);

    /// <summary>Where its revocation list is.</summary>
    public Uri? RevocationList { get; init; }

    /// <summary>Whether it is for a client, not for a server.</summary>
    public bool ForClient { get; init; }
}
