using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Tasks;
using SmtpSoar.TestServer;

namespace SmtpSoar.Quickstart.Run;

/// <summary>A mail server in this process, with TLS and a password that nobody knew before.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    public const string User = "soar@example.org";

    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
    private readonly SmtpTestServer _server;

    public LocalServer() => _server = SmtpTestServer.Start(new ServerOptions
    {
        Banner = "220 localhost ESMTP quickstart",
        HostName = "localhost",
        StartTls = true,
        RequireAuthentication = true,
        Users = new Dictionary<string, string> { [User] = _password },
    });

    public string Host => _server.Host;

    public int Port => _server.Port;

    public IReadOnlyList<Arrival> Arrivals => _server.Messages.Select(Arrival.Of).ToList();

    /// <summary>The asset as a hashtable. The certificate is pinned, since no authority vouches for it.</summary>
    public Hashtable Asset => new()
    {
        ["Server"] = Host,
        ["Port"] = Port,
        ["SslMethod"] = "StartTls",
        ["Username"] = User,
        ["Password"] = new NetworkCredential(User, _password).SecurePassword,
        ["SenderAddress"] = User,
        ["CertificateThumbprint"] = _server.Certificate!.GetCertHashString(HashAlgorithmName.SHA256),
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
