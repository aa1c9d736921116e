using System.Security.Authentication;

namespace SmtpSoar.Core.Delivery;

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
}
