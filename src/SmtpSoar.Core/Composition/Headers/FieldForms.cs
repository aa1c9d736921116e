using System.Text.RegularExpressions;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>
/// Holds the fields whose value is no free text against their form: dates and message ids (RFC 5322, sections 3.3 and 3.6.4).
/// </summary>
internal static class FieldForms
{
    private const string DateForm = "Sat, 28 Nov 2026 15:36:00 +0100";
    private const string IdForm = "<name@example.org>";
    private const string IdsForm = "<first@example.org> <second@example.org>";

    /// <summary>Refuses a value that does not have its field's form.</summary>
    public static void Check(HeaderField field)
    {
        if (FormOf(field.Name) is { } form && !IsOfForm(field.Value, form))
            throw Errors.HeaderFormInvalid.With(field.Name, SafeText.Of(field.Value), form);
    }

    /// <summary>Whether the field has a form, so that its value can't be encoded.</summary>
    public static bool Has(string name) => FormOf(name) is not null;

    private static string? FormOf(string name) => name.ToUpperInvariant() switch
    {
        "DATE" or "RESENT-DATE" => DateForm,
        "MESSAGE-ID" or "RESENT-MESSAGE-ID" => IdForm,
        "IN-REPLY-TO" or "REFERENCES" => IdsForm,
        _ => null,
    };

    private static bool IsOfForm(string value, string form) => form switch
    {
        DateForm => MailDate.IsDate(value),
        IdForm => Grammar.Id.IsMatch(value),
        _ => Grammar.Ids.IsMatch(value),
    };

    /// <summary>Made only for an id that somebody gives.</summary>
    /// <remarks>
    /// Ids of other programs have many signs that RFC 5322 does not give them, so anything visible may stand around the @.
    /// </remarks>
    private static class Grammar
    {
        private const string OneId = "<[!-;=?A-~]+@[!-;=?-~]+>";

        public static readonly Regex Id = new($@"\A{OneId}\z", RegexOptions.CultureInvariant);

        public static readonly Regex Ids = new($@"\A{OneId}([ \t]*{OneId})*\z", RegexOptions.CultureInvariant);
    }
}
