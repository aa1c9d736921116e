using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>The header _fields that the user asked for, checked.</summary>
internal sealed class HeaderFields
{
    // These follow from the parts; a second one would contradict them.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Description", "MIME-Version",
    };

    // RFC 5322, section 3.6: at most one of each.
    private static readonly HashSet<string> Single = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    };

    // Read here, written by the composer.
    private static readonly HashSet<string> Structural = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Message-ID",
    };

    private readonly IReadOnlyList<HeaderField> _fields;

    public HeaderFields(IEnumerable<HeaderField> fields)
    {
        _fields = fields.Where(field => !IsHarmlessVersion(field)).ToList();
        foreach (var field in _fields)
            Check(field);
        var repeated = _fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1 && Single.Contains(group.Key));
        if (repeated is not null)
            throw Errors.HeaderRepeated.With(repeated.Key);
    }

    /// <summary>The _fields that go into the message as they are.</summary>
    public IEnumerable<HeaderField> Plain => _fields.Where(item => !Structural.Contains(item.Name));

    public bool Has(string name) => Values(name).Any();

    public string? Value(string name) => Values(name).FirstOrDefault();

    public InternetAddressList Addresses(string name) => AddressList.Parse(Values(name), $"the header field {name}");

    public MailboxAddress? Mailbox(string name) => AddressList.ParseMailbox(Value(name), $"the header field {name}");

    private IEnumerable<string> Values(string name) =>
        _fields.Where(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    private static bool IsHarmlessVersion(HeaderField field) =>
        string.Equals(field.Name, "MIME-Version", StringComparison.OrdinalIgnoreCase) && field.Value.Trim() == "1.0";

    private static void Check(HeaderField field)
    {
        // RFC 5322, section 3.6.8: printable ASCII but the colon.
        if (field.Name.Length == 0 || field.Name.Any(c => c <= ' ' || c > '~' || c == ':'))
            throw Errors.HeaderNameInvalid.With(Visible(field.Name));
        if (Reserved.Contains(field.Name))
            throw Errors.HeaderReserved.With(field.Name);
        if (TextChecks.HasControl(field.Value) && field.Value.IndexOf('\0') < 0)
            throw Errors.HeaderValueInvalid.With(field.Name);
        TextChecks.Characters(field.Value, $"header field {field.Name}");
    }

    private static string Visible(string name) => new(name.Select(c => char.IsControl(c) ? '\u00B7' : c).ToArray());
}
