using System.Collections.Generic;
using System.Linq;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Reads the header fields of a mail.</summary>
internal sealed class HeaderReader(ReadContext context)
{
    // RFC 5322, section 3.6: each at most once. RFC 2045 says the same of its own.
    private static readonly HeaderId[] Single =
    [
        HeaderId.From, HeaderId.Sender, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.Bcc, HeaderId.Subject, HeaderId.Date,
        HeaderId.MessageId, HeaderId.ContentType, HeaderId.ContentTransferEncoding,
    ];

    private readonly ParserOptions _options = ParserOptions.Default.Clone();

    /// <summary>Fills in what the fields say.</summary>
    public void Fill(SoarEmail email, IReadOnlyList<Header> fields)
    {
        WarnOfRepeated(fields);
        email.Headers = new SoarEmailHeaderList(fields.Select(Shown).ToList());
        email.Subject = Value(fields, HeaderId.Subject);
        email.From = Addresses(fields, HeaderId.From);
        email.To = Addresses(fields, HeaderId.To);
        email.Cc = Addresses(fields, HeaderId.Cc);
        email.Bcc = Addresses(fields, HeaderId.Bcc);
        email.ReplyTo = Addresses(fields, HeaderId.ReplyTo);
        email.MessageId = MessageId(Value(fields, HeaderId.MessageId));
        email.Date = Date(fields.FirstOrDefault(field => field.Id == HeaderId.Date));
    }

    private static SoarEmailHeader Shown(Header field) =>
        new(field.Field, field.Value, ByteText.Decode([.. field.RawField, (byte)':', .. field.RawValue ?? []]));

    private static string? Value(IReadOnlyList<Header> fields, HeaderId id) => fields.FirstOrDefault(field => field.Id == id)?.Value;

    private static string? MessageId(string? value) =>
        value is null ? null : MimeUtils.ParseMessageId(value) is { } id ? $"<{id}>" : value.Trim();

    private System.DateTimeOffset? Date(Header? field)
    {
        if (field?.RawValue is null)
            return null;
        if (DateUtils.TryParse(field.RawValue, out var date))
            return date;
        context.Warn(ReadMessages.DateUnreadable(field.Value));
        return null;
    }

    private List<SoarEmailAddress> Addresses(IReadOnlyList<Header> fields, HeaderId id)
    {
        var found = new List<SoarEmailAddress>();
        foreach (var field in fields)
            if (field.Id == id && field.RawValue is { } value)
                Add(found, field, value);
        return found;
    }

    private void Add(List<SoarEmailAddress> found, Header field, byte[] value)
    {
        if (InternetAddressList.TryParse(_options, value, out var list))
            found.AddRange(list.Mailboxes.Select(mailbox => new SoarEmailAddress(mailbox.Name, mailbox.Address)));
        else if (!string.IsNullOrWhiteSpace(Encoding.ASCII.GetString(value)))
            context.Warn(ReadMessages.AddressesUnreadable(field.Field, field.Value));
    }

    private void WarnOfRepeated(IReadOnlyList<Header> fields)
    {
        foreach (var group in fields.Where(field => System.Array.IndexOf(Single, field.Id) >= 0).GroupBy(field => field.Id))
            if (group.Count() > 1)
                context.Warn(ReadMessages.FieldRepeated(group.First().Field, group.Count()));
    }
}
