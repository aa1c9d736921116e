using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Outbox.Sealing;

namespace SmtpSoar.Core;

/// <summary>Chooses the store of an outbox by its location, in one place.</summary>
public static class OutboxStores
{
    /// <summary>All stores. The first that handles a location serves it; a folder is what no other handles.</summary>
    internal static IReadOnlyList<IOutboxStoreFactory> Factories { get; } = [new FileOutboxStoreFactory()];

    /// <summary>Whether a location is a path, which a command makes absolute.</summary>
    /// <param name="location">The outbox as a user names it.</param>
    public static bool IsFolder(string location) => FactoryFor(Factories, location).IsFolder;

    /// <summary>Gets the store of a location, which encrypts where the asset has a key. Nothing is touched yet.</summary>
    /// <exception cref="SmtpSoarException">The asset's key can't be used.</exception>
    internal static SealedOutboxStore Create(IReadOnlyList<IOutboxStoreFactory> factories, OutboxStoreContext context)
    {
        var sealer = OutboxSealer.Of(context.Asset);
        return new SealedOutboxStore(FactoryFor(factories, context.Location).Create(context), sealer);
    }

    private static IOutboxStoreFactory FactoryFor(IReadOnlyList<IOutboxStoreFactory> factories, string location) =>
        factories.First(factory => factory.Handles(location));
}
