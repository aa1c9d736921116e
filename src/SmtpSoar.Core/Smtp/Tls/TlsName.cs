using System.Security.Authentication;
using MailKit.Net.Smtp;

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
    public static string Of(SmtpClient client) => $"{Of(client.SslProtocol)} ({Cipher(client)})";

    // The framework of Windows PowerShell tells no more than the algorithm.
#if NET
    private static string Cipher(SmtpClient client) => client.SslCipherSuite?.ToString() ?? "cipher unknown";
#else
    private static string Cipher(SmtpClient client) => $"{client.SslCipherAlgorithm}, {client.SslCipherStrength} bits";
#endif
}
