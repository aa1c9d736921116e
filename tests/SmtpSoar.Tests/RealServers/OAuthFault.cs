using System.Collections.Generic;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// What the authorization server does instead of its work, <paramref name="Count"/> times. One that only delays (in
/// milliseconds) is followed by the true answer. A body that is not text is sent as JSON.
/// </summary>
public sealed record OAuthFault(
    int? Status = null,
    object? Body = null,
    string? Html = null,
    int Delay = 0,
    bool Reset = false,
    int Count = 1,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Path = null);
