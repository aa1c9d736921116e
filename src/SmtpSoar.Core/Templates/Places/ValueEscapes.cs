using System.Text;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Writes a value so that it is the text that it was where it is put: in Markdown, or on a line.</summary>
internal static class ValueEscapes
{
    // CommonMark 0.31, section 2.4: a backslash before a punctuation mark of ASCII makes it a plain character.
    private const char Ascii = '\u0080';

    /// <summary>The value in Markdown, on one line.</summary>
    public static string Markdown(string value)
    {
        var line = Line(value);
        var text = new StringBuilder(line.Length + 8);
        foreach (var character in line)
        {
            if (character < Ascii && (char.IsPunctuation(character) || char.IsSymbol(character)))
                text.Append('\\');
            text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>The value on one line: a header field takes no line breaks. Each run of breaks and controls becomes a blank.</summary>
    public static string Line(string value)
    {
        var first = 0;
        while (first < value.Length && !IsBreak(value[first]))
            first++;
        if (first == value.Length)
            return value;
        var line = new StringBuilder(value.Length).Append(value, 0, first);
        for (var i = first; i < value.Length; i++)
        {
            if (!IsBreak(value[i]))
                line.Append(value[i]);
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
                line.Append(' ');
        }

        return line.ToString();
    }

    private static bool IsBreak(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
