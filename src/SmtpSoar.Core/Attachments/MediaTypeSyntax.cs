using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Attachments;

/// <summary>Tells whether text is a media type that a part may have.</summary>
internal static class MediaTypeSyntax
{
    private const string Token = "[A-Za-z0-9_!#$%&'*+.^`{|}~-]+";

    private const string Quoted = """
        "(?:[^"\\\x00-\x1F\x7F]|\\[ -~])*"
        """;

    // RFC 2045, section 5.1. MimeKit reads much more than that as some type, and leaves out the rest.
    private static readonly Regex Grammar = new(
        $@"^{Token}/{Token}(?:[ \t]*;[ \t]*{Token}=(?:{Token}|{Quoted}))*[ \t]*;?\z",
        RegexOptions.CultureInvariant);

    /// <summary>The type without the blanks around it.</summary>
    /// <exception cref="SmtpSoarException">It is no media type, or that of several parts.</exception>
    public static string Check(string type)
    {
        var trimmed = type.Trim(' ', '\t');
        return IsGood(trimmed) ? trimmed : throw Errors.AttachmentTypeInvalid.With(SafeText.Of(type));
    }

    private static bool IsGood(string type) =>
        type.Length <= LineLimits.MaxHeaderPiece
        && Grammar.IsMatch(type)
        && ContentType.TryParse(type, out var parsed)
        && !parsed.IsMimeType("multipart", "*");
}
