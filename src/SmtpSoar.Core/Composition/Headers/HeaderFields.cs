using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>The header fields that the user asked for, checked.</summary>
internal sealed class HeaderFields
{
    /// <summary>The field that asks for a read receipt (RFC 8098, section 2.1).</summary>
    public const string ReadReceipt = "Disposition-Notification-To";

    // A field's name must fit into a line.
    private const int MaxNameLength = 255;

    // RFC 5322, section 3.6: at most one of each.
    private static readonly HashSet<string> Single = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Subject", "Date", "Message-ID", "In-Reply-To", "References", ReadReceipt,
    };

    // Read here, written by the composer.
    private static readonly HashSet<string> Structural = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Message-ID", ReadReceipt,
    };

    // Addresses too, but nothing to us but what is to be written.
    private static readonly HashSet<string> OtherAddressFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Resent-From", "Resent-Sender", "Resent-Reply-To", "Resent-To", "Resent-Cc", "Return-Receipt-To", "Errors-To",
    };

    private readonly List<HeaderField> _fields;

    public HeaderFields(ICollection<HeaderField> fields)
    {
        if (fields.Count == 0)
        {
            _fields = [];
            return;
        }

        _fields = fields.Where(field => !IsHarmlessVersion(field)).Select(Unfolded).ToList();
        foreach (var field in _fields)
            Check(field);
        var repeated = _fields
            .GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1 && Single.Contains(group.Key));
        if (repeated is not null)
            throw Errors.HeaderRepeated.With(repeated.Key);
    }

    /// <summary>The fields that go into the message as they are.</summary>
    public IEnumerable<HeaderField> Plain => _fields.Count == 0 ? [] : _fields.Where(item => !Structural.Contains(item.Name));

    /// <summary>The mailboxes in fields that go into the message as they are.</summary>
    public IEnumerable<MailboxAddress> PlainMailboxes =>
        _fields.Count == 0 ? [] : Plain.Where(HasAddresses).SelectMany(item => AddressesOf(item).Mailboxes);

    /// <summary>Whether a field that goes into the message as it is holds addresses.</summary>
    public static bool HasAddresses(HeaderField field) => OtherAddressFields.Contains(field.Name);

    public static InternetAddressList AddressesOf(HeaderField field) => AddressList.Parse([field.Value], $"the header field {field.Name}");

    public bool Has(string name) => _fields.Count > 0 && Values(name).Any();

    public string? Value(string name) => _fields.Count == 0 ? null : Values(name).FirstOrDefault();

    /// <summary>Whether readers see a field's value as it stands, or <see langword="null"/> where the field is not there.</summary>
    public bool? IsLiteral(string name) => _fields.Count == 0 ? null : FieldOf(name)?.IsLiteral;

    private HeaderField? FieldOf(string name) =>
        _fields.Find(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    public InternetAddressList Addresses(string name) =>
        _fields.Count == 0 ? [] : AddressList.Parse(Values(name), $"the header field {name}");

    public MailboxAddress? Mailbox(string name) =>
        _fields.Count == 0 ? null : AddressList.ParseMailbox(Value(name), $"the header field {name}");

    private IEnumerable<string> Values(string name) =>
        _fields.Where(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    private static bool IsHarmlessVersion(HeaderField field) =>
        string.Equals(field.Name, "MIME-Version", StringComparison.OrdinalIgnoreCase) && field.Value.Trim() == "1.0";

    private static HeaderField Unfolded(HeaderField field) =>
        HeaderText.Unfold(field.Value) is var value && ReferenceEquals(value, field.Value)
            ? field
            : new HeaderField(field.Name, value) { IsLiteral = field.IsLiteral };

    private static void Check(HeaderField field)
    {
        // RFC 5322, section 3.6.8: printable ASCII but the colon.
        if (field.Name.Length is 0 or > MaxNameLength || field.Name.Any(c => c <= ' ' || c > '~' || c == ':'))
            throw Errors.HeaderNameInvalid.With(Visible(field.Name));
        if (IsReserved(field.Name))
            throw Errors.HeaderReserved.With(field.Name);
        if (TextChecks.HasControl(field.Value) && field.Value.IndexOf('\0') < 0)
            throw Errors.HeaderValueInvalid.With(field.Name);
        TextChecks.Characters(field.Value, $"header field {field.Name}");
        FieldForms.Check(field);
    }

    // These follow from the parts; a second one would contradict them. A blind copy to one who gets it anew would be seen.
    private static bool IsReserved(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Resent-Bcc", StringComparison.OrdinalIgnoreCase);

    private static string Visible(string name) => new(name.Take(MaxNameLength).Select(c => char.IsControl(c) ? '\u00B7' : c).ToArray());
}
