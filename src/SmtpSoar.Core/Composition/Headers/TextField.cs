using System;
using System.Collections.Generic;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Writes a header field whose value is text: ASCII as it is, anything else as encoded-words.</summary>
internal static class TextField
{
    // Room for a first encoded-word that is worth while.
    private const int MinRoom = 24;

    /// <summary>Writes it.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The value, which may have encoded-words in it already.</param>
    /// <param name="isLiteral">Whether readers see the value as it stands: what looks encoded in it is encoded once more.</param>
    public static HeaderLines Of(string name, string value, bool isLiteral = false)
    {
        var lines = new HeaderLines(name);
        var text = value.Trim(' ', '\t');
        if (isLiteral && EncodedWords.LooksEncoded(text) && !FieldForms.Has(name))
        {
            AddEncoded(lines, text);
            return lines;
        }

        if (text.Length > 0 && text.Length <= lines.Room && TextChecks.IsAscii(text))
        {
            lines.Add(text);
            return lines;
        }

        var pieces = Pieces(text);
        if ((TextChecks.IsAscii(text) && pieces.TrueForAll(piece => piece.Length < LineLimits.MaxLine)) || FieldForms.Has(name))
            AddPieces(lines, pieces);
        else
            AddEncoded(lines, text);
        return lines;
    }

    // Words, each with the blanks before it.
    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var word = start;
            while (text[word] is ' ' or '\t')
                word++;
            var end = text.IndexOfAny([' ', '\t'], word);
            if (end < 0)
                end = text.Length;
            pieces.Add(text.Substring(start, end - start));
            start = end;
        }

        return pieces;
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
        foreach (var word in EncodedWords.Of(text, Math.Min(lines.Room, EncodedWords.MaxLength)))
            lines.Add(word);
    }
}
