using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Proxy;
using MailKit.Security;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Opens a connection to the server by the asset's proxy.</summary>
internal static class ProxyConnection
{
    public static async Task<ServerStream> OpenAsync(SmtpAsset asset, Uri proxy, WaitSign? sign, CancellationToken cancellationToken)
    {
        using var wait = sign?.Begin(Messages.ForConnection(sign.Server), TimeSpan.FromSeconds(asset.TimeoutSec));
        try
        {
            var client = ProxyFactory.Create(proxy);
            var stream = await client
                .ConnectAsync(TcpConnector.Host(asset), asset.EffectivePort, asset.TimeoutSec * 1000, cancellationToken)
                .ConfigureAwait(false);
            return ServerStream.OfProxy(stream, TimeSpan.FromSeconds(asset.TimeoutSec));
        }
        catch (Exception cause) when (
            cause is ProxyProtocolException or AuthenticationException or SocketException or IOException or TimeoutException)
        {
            var secrets = SecretRedactor.Of(asset);
            var words = Quote.Of(secrets.Hide(cause.Message)).TrimEnd('.');
            throw Errors.ProxyFailed
                .Because(cause, ProxyFactory.Describe(proxy), asset.Server, asset.EffectivePort, words)
                .HidingInCause(secrets.Hide);
        }
    }
}
