using System;
using System.Threading.Tasks;

namespace SmtpSoar;

/// <summary>The connections of a session, for code that knows nothing of mail.</summary>
internal interface ISessionConnections : IDisposable
{
    /// <summary>Whether it was not closed yet.</summary>
    bool IsOpen { get; }

    /// <summary>The TLS version of the first connection.</summary>
    string? Tls { get; }

    /// <summary>How the first connection logged in.</summary>
    string? Authentication { get; }

    /// <summary>Says goodbye to the server. Never fails.</summary>
    Task CloseAsync();
}
