namespace SmtpSoar.Core.Transport;

/// <summary>The connection that messages go by.</summary>
/// <param name="Server">The host name, or <see langword="null"/> where no server is asked.</param>
/// <param name="Port">The port.</param>
/// <param name="Tls">The TLS version, or <see langword="null"/> in the clear.</param>
/// <param name="Authentication">The way of the login, or <see langword="null"/> before it.</param>
internal sealed record ConnectionInfo(string? Server, int? Port, string? Tls, string? Authentication);
