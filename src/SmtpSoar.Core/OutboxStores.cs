using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>Chooses the store of an outbox by its location, in one place.</summary>
public static class OutboxStores
{
    /// <summary>All stores. The first that handles a location serves it; a folder is what no other handles.</summary>
    internal static IReadOnlyList<IOutboxStoreFactory> Factories { get; } =
        [new PostgresOutboxStoreFactory(), new FileOutboxStoreFactory()];

    /// <summary>Whether a location is a path, which a command makes absolute.</summary>
    /// <param name="location">The outbox as a user names it.</param>
    public static bool IsFolder(string location) => FactoryFor(Factories, location).IsFolder;

    /// <summary>The failure of a location that was meant as an address and is none, or <see langword="null"/>: it may be a path.</summary>
    /// <param name="location">The outbox as a user names it.</param>
    public static SmtpSoarException? FaultOf(string location) => MisspeltAddress.FaultOf(location);

    /// <summary>Whether an address names the outbox of a kept asset, and no other user than the asset's.</summary>
    /// <param name="location">The address.</param>
    /// <param name="asset">The asset, without its secrets. One whose own address is none has no outbox.</param>
    /// <exception cref="SmtpSoarException">The address is none.</exception>
    public static bool IsOf(string location, RegisteredSmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        var address = PostgresAddress.Parse(location);
        return PostgresAddress.TryParse(asset.Outbox) is { } own
            && address.IsSameOutbox(own)
            && (string.IsNullOrEmpty(address.User) || address.User == OutboxAccess.UserOf(asset.Outbox, asset.OutboxUsername));
    }

    /// <summary>Whether the login of an asset goes to an outbox in a database.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="location">The outbox.</param>
    /// <exception cref="SmtpSoarException">The address is wrong.</exception>
    public static bool HasLoginFor(SmtpAsset asset, string location) =>
        !IsFolder(location)
        && PostgresSettings.IsFor(asset ?? throw new ArgumentNullException(nameof(asset)), PostgresAddress.Parse(location));

    /// <summary>All that an outbox needs, as a script for an administrator. Nothing is touched.</summary>
    /// <exception cref="SmtpSoarException">The location needs none, or the options can't be.</exception>
    public static string Script(string location, OutboxSetupOptions options) =>
        SetupFor(location).Script(new OutboxStoreContext(location, new SwitchableFeedback(), TimeProvider.System), options);

    /// <summary>Makes an outbox that no message can make, or brings it up to date.</summary>
    /// <param name="location">The outbox.</param>
    /// <param name="feedback">Hears of what is worth knowing beside.</param>
    /// <param name="asset">The asset, which may have a login for it, or <see langword="null"/>.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">It can't be done: nothing has changed.</exception>
    public static Task<OutboxSetup> InitializeAsync(
        string location, IFeedback feedback, SmtpAsset? asset, OutboxSetupOptions options, CancellationToken cancellationToken)
    {
        var context = new OutboxStoreContext(location, feedback, TimeProvider.System) { Asset = asset };
        return SetupFor(location).RunAsync(context, options, cancellationToken);
    }

    /// <summary>Gets the store of a location, which encrypts where the asset has a key. Nothing is touched yet.</summary>
    /// <exception cref="SmtpSoarException">The asset's key can't be used.</exception>
    internal static SealedOutboxStore Create(IReadOnlyList<IOutboxStoreFactory> factories, OutboxStoreContext context)
    {
        var sealer = OutboxSealer.Of(context.Asset);
        return new SealedOutboxStore(FactoryFor(factories, context.Location).Create(context), sealer);
    }

    private static IOutboxSetup SetupFor(string location) =>
        FactoryFor(Factories, location) as IOutboxSetup ?? throw Errors.OutboxNeedsNoSetup.With(location);

    private static IOutboxStoreFactory FactoryFor(IReadOnlyList<IOutboxStoreFactory> factories, string location) =>
        factories.First(factory => factory.Handles(location));
}
