using System.Linq;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Text has characters, mail has bytes: makes the header of a message given as text tell which charset its body is in.</summary>
internal static class TextLabel
{
    private const string ContentTypeName = "Content-Type";
    private const string TransferEncodingName = "Content-Transfer-Encoding";

    /// <param name="header">The header as given.</param>
    /// <param name="body">The body in UTF-8.</param>
    public static (HeaderBlock Header, byte[] Body) Apply(HeaderBlock header, byte[] body)
    {
        if (!ByteScan.HasEightBit(body))
            return (header, body);

        if (header.Find(ContentTypeName) is not { } field)
        {
            var label = RawField.Create(ContentTypeName, "text/plain; charset=utf-8");
            return (Complete(header.With(label)), EnsureUnencoded(header, body));
        }

        if (!ContentType.TryParse(field.Value, out var type))
            throw Errors.RawContentTypeInvalid.With(RawSource.Text, field.Value);

        if (type.IsMimeType("multipart", "*") || type.IsMimeType("message", "*"))
            return (header, PartCharsets.EnsureUtf8(header, EnsureUnencoded(header, body)));

        if (type.Charset is { Length: > 0 } charset)
            return (header, EnsureUnencoded(header, CharsetText.Encode(Encoding.UTF8.GetString(body), charset)));

        var result = type.IsMimeType("text", "*") ? Complete(header.Replace(field, WithCharset(field))) : header;
        return (result, EnsureUnencoded(header, body));
    }

    private static RawField WithCharset(RawField contentType)
    {
        var separator = contentType.Value.Last() == ';' ? " " : "; ";
        return contentType.Append(separator + "charset=utf-8");
    }

    private static HeaderBlock Complete(HeaderBlock header)
    {
        if (header.Find("MIME-Version") is null)
            header = header.With(RawField.Create("MIME-Version", "1.0"));
        if (header.Find(TransferEncodingName) is null)
            header = header.With(RawField.Create(TransferEncodingName, "8bit"));
        return header;
    }

    private static byte[] EnsureUnencoded(HeaderBlock header, byte[] body)
    {
        // A charset such as iso-2022-jp needs no 8-bit byte.
        if (!ByteScan.HasEightBit(body) || header.Value(TransferEncodingName) is not { } name)
            return body;

        var isEightBit = MimeUtils.TryParse(name, out ContentEncoding encoding)
            && encoding is ContentEncoding.EightBit or ContentEncoding.Binary;
        return isEightBit ? body : throw Errors.RawTransferEncodingContradicts.With(RawSource.Text, name);
    }
}
