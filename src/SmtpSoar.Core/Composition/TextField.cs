using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using MimeKit;

namespace SmtpSoar.Core.Composition;

/// <summary>Writes a header field whose value is text: ASCII as it is, anything else as encoded-words.</summary>
internal static class TextField
{
    // With the blanks before it, less than any line may hold.
    private const int MaxPiece = 900;

    // Room for a first encoded-word that is worth while.
    private const int MinRoom = 24;

    private static readonly Regex Pieces = new(@"[ \t]*[^ \t]+", RegexOptions.CultureInvariant);

    public static Header Of(string name, string value)
    {
        var lines = new HeaderLines(name);
        var text = value.Trim(' ', '\t');
        var pieces = Pieces.Matches(text).Cast<Match>().Select(match => match.Value).ToList();
        if (TextChecks.IsAscii(text) && pieces.All(piece => piece.Length <= MaxPiece))
            AddPieces(lines, pieces);
        else
            AddEncoded(lines, text);
        return lines.ToHeader();
    }

    private static void AddPieces(HeaderLines lines, List<string> pieces)
    {
        foreach (var piece in pieces)
        {
            var word = piece.TrimStart(' ', '\t');
            lines.Add(word, word.Length == piece.Length ? " " : piece.Substring(0, piece.Length - word.Length));
        }
    }

    private static void AddEncoded(HeaderLines lines, string text)
    {
        if (lines.Room < MinRoom)
            lines.Break();
        foreach (var word in EncodedWords.Of(text, System.Math.Min(lines.Room, EncodedWords.MaxLength)))
            lines.Add(word);
    }
}
