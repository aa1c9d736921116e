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
        return Location(given) is { Length: > 0 } location ? MailOutbox.Look(Full(location), query).Take(Max) : [];
    }

    private static string Full(string location) => OutboxStores.IsFolder(location) ? FullPath(location) : location;

    private static string? Location(IDictionary given) => given["Path"] is string { Length: > 0 } path
        ? path
        : given["Asset"] is { } asset ? OutboxOf(asset) : new AssetStore().PeekDefault()?.Outbox;

    private static string? OutboxOf(object asset) => AssetArgument.RegisteredName(asset) is { } name
        ? new AssetStore().Suggest(name)
            .FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))?.Outbox
        : AssetArgument.Read(asset, null).Outbox;

    private static string Describe(OutboxEntry entry) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}' to {1}; {2}, accepted {3:g}",
        entry.Subject,
        ShownText.Cut(string.Join(", ", entry.To), 200),
        entry.State,
        entry.Accepted.LocalDateTime);
}
