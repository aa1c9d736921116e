using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.TestServer;

/// <summary>How a <see cref="SmtpTestServer"/> behaves. The default is a plain server that takes every mail.</summary>
public sealed record ServerOptions
{
    /// <summary>The loopback address to bind.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to bind; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the server says first.</summary>
    public string Banner { get; init; } = "220 test ESMTP";

    /// <summary>The name it gives in its answer to EHLO.</summary>
    public string HostName { get; init; } = "test";

    /// <summary>What EHLO offers, beside STARTTLS and AUTH, which follow from the other options. An "AUTH ..." here replaces the one that would follow.</summary>
    public IReadOnlyList<string> Extensions { get; init; } =
        ["PIPELINING", "SIZE 35882577", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"];

    /// <summary>A reply to EHLO in place of the usual one, for example <c>500 5.5.1 what</c>.</summary>
    public string? EhloReply { get; init; }

    /// <summary>The SASL mechanisms; null offers those that <see cref="Users"/> and <see cref="Tokens"/> can serve.</summary>
    public IReadOnlyList<string>? AuthMechanisms { get; init; }

    /// <summary>User names and their passwords.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>User names and the access token accepted for each.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Refuses MAIL with 530 before a login.</summary>
    public bool RequireAuthentication { get; init; }

    /// <summary>Offers AUTH on a connection that could still be upgraded by STARTTLS.</summary>
    public bool AdvertiseAuthBeforeTls { get; init; }

    /// <summary>The JSON text said in a 334 when a token is refused, before the 535; null says 535 at once.</summary>
    public string? XOAuth2Error { get; init; } = """{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}""";

    /// <summary>Offers STARTTLS.</summary>
    public bool StartTls { get; init; }

    /// <summary>Speaks TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>The server's certificate with its key; null makes a self-signed one for localhost. The caller keeps the ownership.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates sent beside <see cref="Certificate"/>.</summary>
    public X509Certificate2Collection? CertificateChain { get; init; }

    /// <summary>Ends the handshake of a client that presents no certificate. Any certificate will do.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>The TLS versions; None leaves it to the system.</summary>
    public SslProtocols TlsProtocols { get; init; } = SslProtocols.None;

    /// <summary>Lets clients resume TLS sessions. Off, since a resumed session is not checked against the certificate again.</summary>
    public bool AllowTlsResumption { get; init; }

    /// <summary>How many messages one connection may send; the next MAIL gets 421 and the connection is closed.</summary>
    public int MaxMessages { get; init; } = int.MaxValue;

    /// <summary>After this long without a command: 421 4.4.2, and the connection is closed.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Keeps the bytes of messages; false keeps their size and their SHA-256 only.</summary>
    public bool KeepData { get; init; } = true;

    /// <summary>Keeps the transcripts; false saves memory where very many messages come.</summary>
    public bool KeepTranscript { get; init; } = true;

    /// <summary>Keeps every byte that clients send, commands and content, for <see cref="SmtpTestConnection.ClientBytes"/>.</summary>
    public bool KeepClientBytes { get; init; }

    /// <summary>The faults, in the order in which they are tried.</summary>
    public Script Script { get; init; } = new();

    /// <summary>The longest that a wait lasts.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of <see cref="Reply.Delay"/> and <see cref="IdleTimeout"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
