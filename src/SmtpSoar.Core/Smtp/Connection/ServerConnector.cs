using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>The way to the asset's server: directly, or by its proxy.</summary>
internal sealed class ServerConnector(ConnectionSettings settings)
{
    public Task<ServerStream> OpenAsync(StepLog steps, CancellationToken cancellationToken) => Asset.Proxy is null
        ? ConnectDirectlyAsync(steps, cancellationToken)
        : ConnectByProxyAsync(steps, cancellationToken);

    private SmtpAsset Asset => settings.Asset;

    private async Task<ServerStream> ConnectDirectlyAsync(StepLog steps, CancellationToken cancellationToken)
    {
        var addresses = await steps.RunAsync(
            "Resolve",
            () => TcpConnector.ResolveAsync(Asset, settings.Sign, cancellationToken),
            found => string.Join(", ", found)).ConfigureAwait(false);

        // Nobody can skip the time that a server has to answer.
        var race = new AddressRace(TimeProvider.System);
        try
        {
            return await steps.RunAsync(
                "Connect",
                () => TcpConnector.ConnectAsync(Asset, addresses, race, settings.Sign, cancellationToken),
                connected => addresses.Count > 1 ? race.Tried : connected.Remote!.ToString()).ConfigureAwait(false);
        }
        finally
        {
            if (addresses.Count > 1)
                settings.Feedback.Verbose(Messages.AddressesTried(Asset.Server!, race.Tried));
        }
    }

    private Task<ServerStream> ConnectByProxyAsync(StepLog steps, CancellationToken cancellationToken)
    {
        var proxy = new Uri(Asset.Proxy!);
        return steps.RunAsync(
            "Connect",
            () => ProxyConnection.OpenAsync(Asset, proxy, settings.Sign, cancellationToken),
            _ => $"{Asset.Server}:{Asset.EffectivePort} by {ProxyFactory.Describe(proxy)}");
    }
}
