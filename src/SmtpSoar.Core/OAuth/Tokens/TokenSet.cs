using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>
/// The tokens that an authorization server granted. Everything in it is secret or personal: it is kept in the protected store only.
/// </summary>
internal sealed record TokenSet
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>The access token.</summary>
    internal required string AccessToken { get; init; }

    /// <summary>When it came, by this machine's clock.</summary>
    internal required DateTimeOffset ObtainedOn { get; init; }

    /// <summary>When it ends, by this machine's clock, or <see langword="null"/> if the server did not tell.</summary>
    internal DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>The refresh token, if there is one.</summary>
    internal string? RefreshToken { get; init; }

    /// <summary>The scopes of the access token, as far as the server told.</summary>
    internal IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The user who logged in, as far as the server told.</summary>
    internal string? User { get; init; }

    /// <summary>The cache of Microsoft's library, refresh tokens in it.</summary>
    internal byte[]? Cache { get; init; }

    /// <summary>
    /// Whether the access token is still good for a login that begins now. One without an end is, until the server says no.
    /// A clock that was set back behind its arrival tells nothing any more.
    /// </summary>
    internal bool IsFresh(DateTimeOffset now) =>
        AccessToken.Length > 0 && now >= ObtainedOn && (ExpiresOn is not { } end || now < end - SafeMargin(end - ObtainedOn));

    // A quarter of a short life, so that such a token is used at all.
    private static TimeSpan SafeMargin(TimeSpan life) => TimeSpan.FromTicks(Math.Min(Margin.Ticks, life.Ticks / 4));
}
