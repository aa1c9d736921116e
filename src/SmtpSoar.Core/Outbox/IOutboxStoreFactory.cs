using System;

namespace SmtpSoar.Core.Outbox;

/// <summary>Makes the stores of one technology. One instance serves all commands and threads.</summary>
internal interface IOutboxStoreFactory
{
    /// <summary>Whether locations are paths of the file system, which commands make absolute.</summary>
    bool IsFolder { get; }

    /// <summary>Whether a location, as <c>-Outbox</c> takes it, is one of this technology.</summary>
    bool Handles(string location);

    /// <summary>Makes a store. Nothing is touched yet.</summary>
    IOutboxStore Create(OutboxStoreContext context);
}

/// <summary>Holds what a store is made from.</summary>
/// <param name="Location">The outbox, as the user named it; a path is absolute.</param>
/// <param name="Feedback">Hears of what goes wrong beside.</param>
/// <param name="Clock">The machine's clock. A store that others share has one of its own.</param>
internal sealed record OutboxStoreContext(string Location, IFeedback Feedback, TimeProvider Clock)
{
    /// <summary>The asset, which may have settings for the store, or <see langword="null"/> where none is given.</summary>
    public SmtpAsset? Asset { get; init; }
}
