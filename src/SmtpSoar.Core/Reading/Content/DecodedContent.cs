using System.Threading;
using MimeKit;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>Content of a part without its transfer encoding.</summary>
internal static class DecodedContent
{
    /// <summary>The content, as it was before it was encoded for the mail.</summary>
    public static MailContent Of(MailContent raw, ContentEncoding encoding) =>
        IsEncoded(encoding) ? new DerivedContent(stop => Decode(raw, encoding, stop)) : raw;

    /// <summary>Whether the content has another form in the mail.</summary>
    public static bool IsEncoded(ContentEncoding encoding) =>
        encoding is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode;

    private static FilteredStream Decode(MailContent raw, ContentEncoding encoding, CancellationToken stop)
    {
        var filtered = new FilteredStream(raw.Open(0, stop));
        filtered.Add(DecoderFilter.Create(encoding));
        return filtered;
    }
}
