using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MimeKit;

namespace SmtpSoar.Tests.Vectors;

/// <summary>The types of a message's parts, as deep as they go.</summary>
/// <param name="Type">The media type, without parameters.</param>
/// <param name="Children">The parts in it.</param>
public sealed record MimeTree(string Type, params IReadOnlyList<MimeTree> Children)
{
    /// <summary>Whether it stands for a structure, not for content.</summary>
    public bool IsMultipart => Type.StartsWith("multipart/", System.StringComparison.Ordinal);

    /// <summary>Reads the vectors' form: a type, or a list of a type and the list of what is in it.</summary>
    public static MimeTree Of(JsonElement shape) => shape.ValueKind == JsonValueKind.String
        ? new MimeTree(shape.GetString()!)
        : new MimeTree(shape[0].GetString()!, [.. shape[1].EnumerateArray().Select(Of)]);

    /// <summary>The tree of a message that arrived.</summary>
    public static MimeTree Of(MimeEntity entity) => entity switch
    {
        Multipart multipart => new MimeTree(multipart.ContentType.MimeType, [.. multipart.Select(Of)]),
        MessagePart { Message.Body: { } body } message => new MimeTree(message.ContentType.MimeType, Of(body)),
        _ => new MimeTree(entity.ContentType.MimeType),
    };

    /// <summary>What is left when structure is taken away; an attached message counts as one.</summary>
    public IEnumerable<MimeTree> Contents => IsMultipart ? Children.SelectMany(child => child.Contents) : [this];

    public override string ToString() => Children.Count == 0 ? Type : $"{Type}[{string.Join(' ', Children)}]";
}
