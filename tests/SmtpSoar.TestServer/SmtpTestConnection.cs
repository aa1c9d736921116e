using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Authentication;

namespace SmtpSoar.TestServer;

/// <summary>A connection that a client made, as far as it has come.</summary>
public sealed class SmtpTestConnection
{
    internal SmtpTestConnection(int number, Transcript transcript)
    {
        Number = number;
        Lines = transcript;
    }

    /// <summary>1 for the first connection of the server.</summary>
    public int Number { get; }

    /// <summary>The lines so far, with <c>C: </c> and <c>S: </c> before them; <c>-- </c> stands before what is no line of the protocol. Passwords stand in it.</summary>
    public IReadOnlyList<string> Transcript => Lines.Snapshot();

    /// <summary>Every byte that the client sent, inside TLS too, if <see cref="ServerOptions.KeepClientBytes"/> says so. Ask once it is closed.</summary>
    public ReadOnlyMemory<byte> ClientBytes => Record is { } record ? record.GetBuffer().AsMemory(0, (int)record.Length) : default;

    /// <summary>Whether the connection is in TLS.</summary>
    public bool IsTls => TlsProtocol != null;

    /// <summary>The TLS version.</summary>
    public SslProtocols? TlsProtocol { get; internal set; }

    /// <summary>The server name that the client asked for in TLS (SNI).</summary>
    public string? TlsServerName { get; internal set; }

    /// <summary>The subject of the client's certificate.</summary>
    public string? ClientCertificateSubject { get; internal set; }

    /// <summary>What the client said in its last EHLO or HELO.</summary>
    public string? EhloName { get; internal set; }

    /// <summary>Whether the client said EHLO, not HELO.</summary>
    public bool IsEsmtp { get; internal set; }

    /// <summary>Whether a login succeeded.</summary>
    public bool IsAuthenticated { get; internal set; }

    /// <summary>Who logged in.</summary>
    public string? User { get; internal set; }

    /// <summary>The SASL mechanism of the last attempt to log in.</summary>
    public string? Mechanism { get; internal set; }

    /// <summary>How many messages were accepted.</summary>
    public int MessageCount { get; internal set; }

    /// <summary>Whether the client said QUIT.</summary>
    public bool SentQuit { get; internal set; }

    /// <summary>Whether the connection is still open.</summary>
    public bool IsOpen { get; internal set; } = true;

    internal Transcript Lines { get; }

    internal bool IsLeaving { get; set; }

    internal Channel? Channel { get; set; }

    internal MemoryStream? Record { get; set; }

    /// <summary>Closes the connection from the server's side (FIN), as a server does that has waited too long.</summary>
    public void Drop() => Channel?.Drop();

    /// <summary>Breaks the connection (RST).</summary>
    public void Abort() => Channel?.Abort();

    /// <inheritdoc/>
    public override string ToString() =>
        $"connection {Number} ({(IsOpen ? "open" : "closed")}){Environment.NewLine}{string.Join(Environment.NewLine, Transcript)}";
}
