using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>The server's side of TLS, made ready once for all connections.</summary>
internal sealed class ServerTls(ServerOptions options)
{
    private readonly SslServerAuthenticationOptions _tls = new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(options.Certificate!, options.CertificateChain, offline: true),
        EnabledSslProtocols = options.TlsProtocols,
        ClientCertificateRequired = options.RequireClientCertificate,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowTlsResume = options.AllowTlsResumption,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate != null || !options.RequireClientCertificate,
    };

    public static X509Certificate2 NewCertificate() => TestCertificates.SelfSigned();

    /// <summary>The server name that the client asked for.</summary>
    public static string? RequestedName(SslStream stream) => stream.TargetHostName;

    public Task AuthenticateAsync(SslStream stream, CancellationToken stopping) => stream.AuthenticateAsServerAsync(_tls, stopping);
}
