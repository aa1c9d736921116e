namespace SmtpSoar.Tests.RealServers;

/// <summary>A client that the authorization server knows.</summary>
public sealed record OAuthClient(string Id, string? Secret);
