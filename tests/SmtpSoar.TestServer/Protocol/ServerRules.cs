using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.TestServer;

/// <summary>What the options say, made ready once for all connections.</summary>
internal sealed class ServerRules(ServerOptions options)
{
    private readonly Lazy<SslServerAuthenticationOptions> _tls = new(() => MakeTls(options));

    public ServerOptions Options => options;

    public Offer Offer { get; } = new(options);

    public ScriptRunner Script { get; } = new(options.Script);

    public SslServerAuthenticationOptions Tls => _tls.Value;

    private static SslServerAuthenticationOptions MakeTls(ServerOptions options) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(options.Certificate!, options.CertificateChain, offline: true),
        EnabledSslProtocols = options.TlsProtocols,
        ClientCertificateRequired = options.RequireClientCertificate,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowTlsResume = options.AllowTlsResumption,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate != null || !options.RequireClientCertificate,
    };
}
