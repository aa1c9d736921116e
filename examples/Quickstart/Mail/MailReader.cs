using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SmtpSoar.Quickstart.Mail;

/// <summary>
/// Takes a message apart. Written anew and small, so that what the module made is not judged by the library that made it.
/// </summary>
internal static class MailReader
{
    private const string LineEnd = "\r\n";

    public static MailPart Read(byte[] message) => Read(Encoding.Latin1.GetString(message));

    // Bytes travel as Latin-1 characters, one for one, until a part's own encoding is known.
    private static MailPart Read(string text)
    {
        var end = text.StartsWith(LineEnd, StringComparison.Ordinal) ? 0 : text.IndexOf(LineEnd + LineEnd, StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var body = end < 0 ? "" : text[(end + (end == 0 ? LineEnd.Length : 2 * LineEnd.Length))..];
        var fields = Fields(head);
        var type = MailPart.TypeOf(fields);
        return type.Boundary is { } boundary
            ? new MailPart(fields, [], Split(body, boundary).Select(Read).ToList())
            : new MailPart(fields, Decode(body, MailPart.Field(fields, "Content-Transfer-Encoding")), []);
    }

    private static List<KeyValuePair<string, string>> Fields(string head)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var line in Unfold(head).Split(LineEnd))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                fields.Add(new KeyValuePair<string, string>(line[..colon], line[(colon + 1)..].Trim()));
        }

        return fields;
    }

    private static string Unfold(string head) =>
        head.Replace(LineEnd + " ", " ", StringComparison.Ordinal).Replace(LineEnd + "\t", " ", StringComparison.Ordinal);

    // The line end before a boundary belongs to the boundary (RFC 2046, section 5.1.1).
    private static IEnumerable<string> Split(string body, string boundary) =>
        (LineEnd + body).Split(LineEnd + "--" + boundary)
            .Skip(1)
            .TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal))
            .Select(part => part[(part.IndexOf(LineEnd, StringComparison.Ordinal) + LineEnd.Length)..]);

    private static byte[] Decode(string body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "BASE64" => Convert.FromBase64String(body),
        "QUOTED-PRINTABLE" => QuotedPrintable.Decode(body),
        _ => Encoding.Latin1.GetBytes(body),
    };
}
