using System.Net.Security;
using System.Security.Authentication;

namespace SmtpSoar.Core.Smtp.Tls;

/// <summary>The name of a TLS version as people write it.</summary>
internal static class TlsName
{
    // By number: the framework of Windows PowerShell has no name for TLS 1.3.
    public static string Of(SslProtocols protocol) => (int)protocol switch
    {
        192 => "TLS 1.0",
        768 => "TLS 1.1",
        3072 => "TLS 1.2",
        12288 => "TLS 1.3",
        _ => protocol.ToString(),
    };

    /// <summary>The version and the cipher of a connection.</summary>
    public static string Of(SslStream tls) => $"{Of(tls.SslProtocol)} ({Cipher(tls)})";

    // The framework of Windows PowerShell tells no more than the algorithm.
#if NET
    private static string Cipher(SslStream tls) => tls.NegotiatedCipherSuite.ToString();
#else
    private static string Cipher(SslStream tls) => $"{tls.CipherAlgorithm}, {tls.CipherStrength} bits";
#endif
}
