using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>The server's side of TLS, as far as the .NET Framework has it.</summary>
internal sealed class ServerTls(ServerOptions options)
{
    public static X509Certificate2 NewCertificate() => FrameworkCertificate.SelfSigned();

    /// <summary>The .NET Framework does not tell which server name the client asked for.</summary>
    public static string? RequestedName(SslStream stream) => null;

    public Task AuthenticateAsync(SslStream stream, CancellationToken stopping) => stream.AuthenticateAsServerAsync(
        options.Certificate!, options.RequireClientCertificate, options.TlsProtocols, checkCertificateRevocation: false);
}
