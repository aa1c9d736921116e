using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Raw;

/// <summary>The fields of a message, in their order.</summary>
internal sealed class HeaderBlock
{
    public HeaderBlock(IReadOnlyList<RawField> fields)
    {
        Fields = fields;
    }

    public IReadOnlyList<RawField> Fields { get; }

    /// <summary>The position of the first field: after the lines of a mailbox file that stand before the message.</summary>
    public int Start { get; init; }

    /// <summary>The beginning of the first of these lines, or <see langword="null"/> if there is none.</summary>
    public string? MailboxLine { get; init; }

    /// <summary>The first field of that name.</summary>
    public RawField? Find(string name) => Fields.FirstOrDefault(field => field.Is(name));

    /// <summary>The values of all the fields of that name, but for empty ones.</summary>
    public IReadOnlyList<string> Values(string name) => NonEmptyValues(name).ToArray();

    /// <summary>The first of those values.</summary>
    public string? Value(string name) => NonEmptyValues(name).FirstOrDefault();

    /// <summary>The same with one more field at the end.</summary>
    public HeaderBlock With(RawField added) => Of([.. Fields, added]);

    /// <summary>The same with another field in the place of one.</summary>
    public HeaderBlock Replace(RawField old, RawField replacement) =>
        Of(Fields.Select(field => ReferenceEquals(field, old) ? replacement : field).ToArray());

    /// <summary>The fields that go out: all but the blind copies, each with its line end.</summary>
    public byte[] ToWireBytes()
    {
        using var bytes = new MemoryStream();
        foreach (var field in Fields.Where(field => !field.IsBlindCopy))
            bytes.Write(field.Bytes, 0, field.Bytes.Length);
        return bytes.ToArray();
    }

    private HeaderBlock Of(IReadOnlyList<RawField> fields) => new(fields) { Start = Start, MailboxLine = MailboxLine };

    private IEnumerable<string> NonEmptyValues(string name) => Fields
        .Where(field => field.Is(name))
        .Select(field => field.Value)
        .Where(value => value.Length > 0);
}
