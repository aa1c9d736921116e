using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Attachments;

namespace SmtpSoar.Binding.Attachments;

/// <summary>Makes attachments of what a user gives for <c>-AttachmentJson</c>: JSON text, or the list as objects.</summary>
internal sealed class AttachmentJsonArgument(AttachmentArgument attachments)
{
    private static readonly string[] SoarNames = ["vault_id", "content_id"];

    /// <summary>The attachments in order.</summary>
    /// <exception cref="SmtpSoarException">It is no list of attachments.</exception>
    public IEnumerable<AttachmentReference> Read(object? argument) => Values.Unwrap(argument) switch
    {
        null => [],
        { } value when JsonArgument.Given(value) is { } json => AttachmentJson.Read(json),
        _ => Values.Flatten(argument).SelectMany(ReadEntry),
    };

    /// <summary>The JSON text that was given, or the list that SOAR has, made of what was given in its place.</summary>
    public static string? Text(object? argument) => Values.Unwrap(argument) switch
    {
        null => null,
        { } value when JsonArgument.Given(value) is { } json => json,
        _ => JsonArgument.Write(Values.Flatten(argument).Select(Entry).ToArray()),
    };

    // SOAR lets an entry stand without a vault id.
    private IEnumerable<AttachmentReference> ReadEntry(object? item) =>
        Values.Unwrap(item) is { } value && Values.Members(value) is not null
            ? [attachments.OfMembers(value, item)]
            : attachments.Read(item);

    // An entry under SOAR's names, as its own JSON has it.
    private static object? Entry(object? item)
    {
        var value = Values.Unwrap(item);
        return value switch
        {
            string text => Pairs(AttachmentArgument.IsVaultId(text) ? SoarNames[0] : "path", text),
            VaultFile file => Pairs(SoarNames[0], file.VaultId),
            FileSystemInfo file => Pairs("path", file.FullName),
            AttachmentReference reference => Pairs(reference),
            _ => Values.Members(value)?.Select(Named).ToList() ?? value,
        };
    }

    private static KeyValuePair<string, object?> Named(KeyValuePair<string, object?> member) => new(SoarName(member.Key), member.Value);

    private static List<KeyValuePair<string, object?>> Pairs(string name, string value) => [new(name, value)];

    private static List<KeyValuePair<string, object?>> Pairs(AttachmentReference reference) => new List<KeyValuePair<string, object?>>
    {
        new(SoarNames[0], reference.VaultId),
        new("path", reference.Path),
        new("name", reference.Name),
        new("content_type", reference.ContentType),
        new(SoarNames[1], reference.ContentId),
    }.FindAll(pair => pair.Value is not null);

    private static string SoarName(string name) =>
        SoarNames.FirstOrDefault(known => known.Replace("_", "").Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
