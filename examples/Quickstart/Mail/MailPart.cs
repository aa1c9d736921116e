using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Mime;
using System.Text;

namespace SmtpSoar.Quickstart.Mail;

/// <summary>A message or a part of one, as a reader's mail program sees it.</summary>
internal sealed class MailPart(IReadOnlyList<KeyValuePair<string, string>> fields, byte[] content, IReadOnlyList<MailPart> parts)
{
    private readonly ContentType _type = TypeOf(fields);

    /// <summary>What lies in the part, decoded; empty for a multipart.</summary>
    public byte[] Content { get; } = content;

    public IReadOnlyList<MailPart> Parts { get; } = parts;

    public string MediaType => _type.MediaType;

    public string Subject => EncodedWords.Decode(Field("Subject"));

    public string MessageId => Field("Message-ID");

    /// <summary>The addresses of To and Cc, as they are displayed.</summary>
    public string Displayed => EncodedWords.Decode(string.Join(", ", new[] { Field("To"), Field("Cc") }.Where(text => text.Length > 0)));

    public string From => EncodedWords.Decode(Field("From"));

    public string ContentId => Field("Content-ID").Trim('<', '>');

    public bool IsInline => Field("Content-Disposition").StartsWith("inline", StringComparison.OrdinalIgnoreCase);

    public string? FileName => Field("Content-Disposition") is { Length: > 0 } text ? new ContentDisposition(text).FileName : null;

    public string Text => Encoding.GetEncoding(_type.CharSet ?? "us-ascii").GetString(Content);

    /// <summary>This part and all in it.</summary>
    public IEnumerable<MailPart> All => Parts.SelectMany(part => part.All).Prepend(this);

    /// <summary>The first part of a media type, or <see langword="null"/>.</summary>
    public MailPart? First(string mediaType) => All.FirstOrDefault(part => part.MediaType == mediaType);

    public static ContentType TypeOf(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        Field(fields, "Content-Type") is { Length: > 0 } text ? new ContentType(text) : new ContentType("text/plain");

    public static string Field(IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private string Field(string name) => Field(fields, name);
}
