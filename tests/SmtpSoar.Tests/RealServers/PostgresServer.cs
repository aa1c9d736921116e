namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// PostgreSQL on 127.0.0.1. <see cref="User"/> is the superuser; <see cref="Directory"/> has the Unix socket and belongs to the server.
/// </summary>
public sealed record PostgresServer(string Version, int Port, string User, string Password, string Directory)
{
    /// <summary>The address of a database.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="user">Another user than the superuser, with a password.</param>
    /// <param name="settings">The text behind the question mark.</param>
    public string Address(string database, string? user = null, string settings = "") =>
        $"postgresql://{user ?? $"{User}:{Password}"}@127.0.0.1:{Port}/{database}{(settings.Length > 0 ? "?" + settings : "")}";
}
