using System;
using System.Management.Automation;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Makes a message of an outbox of one that was exported, or came from another session. It has its id, its outbox and its state, and not
/// the login that it was found by.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OutboxEntryGivenAttribute : ArgumentTransformationAttribute
{
    private static readonly string Deserialized = "Deserialized." + typeof(OutboxEntry).FullName;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject given && given.TypeNames.Contains(Deserialized) ? Read(given) ?? inputData : inputData;

    // PowerShell refuses one that lacks something.
    private static OutboxEntry? Read(PSObject given) =>
        TryGet(given, nameof(OutboxEntry.Id), out string id)
        && TryGet(given, nameof(OutboxEntry.Outbox), out string outbox)
        && TryGet(given, nameof(OutboxEntry.State), out OutboxState state)
        && TryGet(given, nameof(OutboxEntry.Subject), out string subject)
        && TryGet(given, nameof(OutboxEntry.From), out string from)
        && TryGet(given, nameof(OutboxEntry.To), out string[] to)
            ? new OutboxEntry { Id = id, Outbox = outbox, State = state, Subject = subject, From = from, To = to }
            : null;

    private static bool TryGet<T>(PSObject given, string name, out T value)
    {
        value = default!;
        return given.Properties[name] is { } property && LanguagePrimitives.TryConvertTo(property.Value, out value);
    }
}
