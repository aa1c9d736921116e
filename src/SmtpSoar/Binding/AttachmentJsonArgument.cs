using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Attachments;

namespace SmtpSoar.Binding;

/// <summary>Makes attachments of what a user gives for <c>-AttachmentJson</c>: JSON text, or the list as objects.</summary>
internal sealed class AttachmentJsonArgument(AttachmentArgument attachments)
{
    private static readonly string[] SoarNames = ["vault_id", "content_id"];

    /// <summary>The attachments in order.</summary>
    /// <exception cref="SmtpSoarException">It is no list of attachments.</exception>
    public IEnumerable<AttachmentReference> Read(object? argument) => Values.Unwrap(argument) switch
    {
        null => [],
        string json => AttachmentJson.Read(json),
        object[] items when IsLines(items) => AttachmentJson.Read(string.Join("\n", items)),
        IEnumerable items and not IDictionary => items.Cast<object?>().Select(Values.Unwrap).OfType<object>().Select(item => attachments.OfMembers(item, item)),
        { } single => [attachments.OfMembers(single, single)],
    };
    /// <summary>What was given, as JSON text: text as it is, anything else as the list that SOAR has.</summary>
    public static string? Text(object? argument) => Values.Unwrap(argument) switch
    {
        null => null,
        string json => json,
        object[] items when IsLines(items) => string.Join("\n", items),
        IEnumerable items and not IDictionary => JsonArgument.Write(items.Cast<object?>().Select(Entry).ToArray()),
        { } single => JsonArgument.Write(new[] { Entry(single) }),
    };

    // Get-Content gives a file line by line.
    private static bool IsLines(object[] items) => items.Length > 0 && items.All(item => item is string);

    // An entry under SOAR's names, as its own JSON has it.
    private static object? Entry(object? item) => Values.Members(Values.Unwrap(item)) is { } members
        ? members.Select(member => new KeyValuePair<string, object?>(SoarName(member.Key), member.Value)).ToList()
        : item;

    private static string SoarName(string name) =>
        SoarNames.FirstOrDefault(known => known.Replace("_", "").Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
