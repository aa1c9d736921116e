using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Writes the two fields that name an attached file.</summary>
/// <remarks>
/// RFC 2231 in the disposition for clients of today, RFC 2047 in the type for those of yesterday, both in UTF-8: MimeKit
/// writes ISO 8859-1 where that suffices, whatever charset it is told.
/// </remarks>
internal static class FileFields
{
    private const int MaxSegment = 54;

    /// <summary>The media type, its parameters, and the name.</summary>
    public static Header TypeOf(ContentType type, string name)
    {
        var parameters = type.Parameters
            .Where(parameter => parameter.Name is not ("name" or "boundary"))
            .SelectMany(parameter => Rfc2231(parameter.Name, parameter.Value));
        return Field("Content-Type", type.MimeType, parameters.Concat(Rfc2047(name)));
    }

    /// <summary>Inline or attachment, and the name.</summary>
    public static Header DispositionOf(string disposition, string name) =>
        Field("Content-Disposition", disposition, name.Length > 0 ? Rfc2231("filename", name) : []);

    /// <summary>The content id.</summary>
    public static Header IdOf(string id) => Field("Content-Id", $"<{id}>", []);

    private static Header Field(string field, string value, IEnumerable<string> parameters)
    {
        var pieces = parameters.ToList();
        var lines = new HeaderLines(field);
        lines.Add(value + (pieces.Count > 0 ? ";" : ""));
        for (var i = 0; i < pieces.Count; i++)
            lines.Add(pieces[i] + (EndsParameter(pieces[i]) && i < pieces.Count - 1 ? ";" : ""));
        return lines.ToHeader();
    }

    // Encoded-words are several pieces of one quoted string.
    private static bool EndsParameter(string piece) => !piece.EndsWith("?=", System.StringComparison.Ordinal);

    private static List<string> Rfc2047(string name)
    {
        if (name.Length == 0)
            return [];
        if (IsPlain(name))
            return [Quoted("name", name)];
        var words = EncodedWords.Of(name, EncodedWords.MaxLength - "name=\"".Length).ToList();
        words[0] = "name=\"" + words[0];
        words[words.Count - 1] += '"';
        return words;
    }

    private static IEnumerable<string> Rfc2231(string parameter, string value)
    {
        if (IsPlain(value))
            return [Quoted(parameter, value)];
        var segments = Segments("utf-8''", value).ToList();
        return segments.Count == 1
            ? [$"{parameter}*={segments[0]}"]
            : segments.Select((segment, number) => $"{parameter}*{number.ToString(CultureInfo.InvariantCulture)}*={segment}");
    }

    private static IEnumerable<string> Segments(string start, string name)
    {
        var segment = new StringBuilder(start);
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            if (segment.Length > MaxSegment)
            {
                yield return segment.ToString();
                segment.Clear();
            }

            segment.Append(IsAttributeCharacter((char)value)
                ? ((char)value).ToString()
                : "%" + value.ToString("X2", CultureInfo.InvariantCulture));
        }

        yield return segment.ToString();
    }

    private static bool IsAttributeCharacter(char c) => AtomText.IsLetterOrDigit(c) || c is '-' or '.' or '_';

    // A quoted string can't be folded. Clients understand a long one better than one in several parameters.
    // Its length counts with the signs that quoting adds.
    private static bool IsPlain(string text) =>
        text.Length <= LineLimits.MaxHeaderPiece
        && text.All(c => c is >= ' ' and <= '~')
        && Escaped(text).Length <= LineLimits.MaxHeaderPiece;

    private static string Quoted(string parameter, string value) => $"{parameter}=\"{Escaped(value)}\"";

    private static string Escaped(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
