using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Outbox;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the ids of messages in an outbox, by their beginning or by the subject's, and tells about each.</summary>
public sealed class OutboxIdCompleter : ValueCompleter
{
    // A longer list is of no use, and each message is read from a file.
    private const int Max = 200;

    // A person who waits for longer types the id.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        from entry in Entries(given)
        where Begins(entry.Id, beginning) || Begins(entry.Subject ?? "", beginning)
        select Offer(entry.Id, $"{entry.Id} ({ShownText.Cut(entry.Subject ?? "", 40)})", Describe(entry));

    private static IEnumerable<OutboxEntry> Entries(IDictionary given)
    {
        var query = new OutboxQuery();
        if (given.Contains("Retry"))
            query.States = [OutboxState.Failed];
        else if (given.Contains("State") && LanguagePrimitives.TryConvertTo(given["State"], out OutboxState[] states))
            query.States = states;
        var asset = AssetFor(given);
        return (PathOf(given) ?? asset?.Outbox) is { Length: > 0 } location
            ? MailOutbox.Look(OutboxLocation.Of(location, Paths), asset, query, Max, Patience)
            : [];
    }

    private static string? PathOf(IDictionary given) => given["Path"] is string { Length: > 0 } path ? path : null;

    // The one that the command itself would take.
    private static SmtpAsset? AssetFor(IDictionary given)
    {
        if (LanguagePrimitives.TryConvertTo(given["Session"], out SmtpSession session) && session is not null)
            return session.Asset;
        return given["Asset"] is null && PathOf(given) is { } path ? OutboxLocation.PeekAssetFor(path, Paths) : Readable(given["Asset"]);
    }

    // A record that can't be read stays as it is.
    private static SmtpAsset? Readable(object? asset)
    {
        var store = new AssetStore();
        var name = asset is null ? store.PeekDefault()?.Name : AssetArgument.RegisteredName(asset);
        if (name is null)
            return asset is null ? null : AssetArgument.Resolve(asset, Paths);
        return store.Suggest(name).Any(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
            ? AssetArgument.Resolve(name, Paths)
            : null;
    }

    private static string Describe(OutboxEntry entry) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}' to {1}; {2}, accepted {3:g}",
        entry.Subject,
        ShownText.Cut(string.Join(", ", entry.To), 200),
        entry.State,
        entry.Accepted.LocalDateTime);
}
