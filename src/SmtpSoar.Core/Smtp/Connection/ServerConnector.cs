using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>The way to the asset's server: directly, or by its proxy.</summary>
internal sealed class ServerConnector(SmtpAsset asset, WaitSign? sign)
{
    public Task<ServerStream> OpenAsync(StepLog steps, CancellationToken cancellationToken) => asset.Proxy is null
        ? ConnectDirectlyAsync(steps, cancellationToken)
        : ConnectByProxyAsync(steps, cancellationToken);

    private async Task<ServerStream> ConnectDirectlyAsync(StepLog steps, CancellationToken cancellationToken)
    {
        var addresses = await steps.RunAsync(
            "Resolve",
            () => TcpConnector.ResolveAsync(asset, sign, cancellationToken),
            found => string.Join(", ", found)).ConfigureAwait(false);
        return await steps.RunAsync(
            "Connect",
            () => TcpConnector.ConnectAsync(asset, addresses, sign, cancellationToken),
            connected => connected.Remote!.ToString()).ConfigureAwait(false);
    }

    private Task<ServerStream> ConnectByProxyAsync(StepLog steps, CancellationToken cancellationToken)
    {
        var proxy = new Uri(asset.Proxy!);
        return steps.RunAsync(
            "Connect",
            () => ProxyConnection.OpenAsync(asset, proxy, sign, cancellationToken),
            _ => $"{asset.Server}:{asset.EffectivePort} by {ProxyFactory.Describe(proxy)}");
    }
}
