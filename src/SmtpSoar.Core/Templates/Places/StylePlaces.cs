using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>
/// Says what values may be in a style: colours, sizes, names; nothing that ends a declaration, calls a function or loads a file.
/// </summary>
internal static class StylePlaces
{
    private const string Instead = "unsafe";

    /// <summary>The places in a style, in order.</summary>
    public static IEnumerable<DataPlace> Of(string style) =>
        AttributePlaces.Marks(style).Select(at => IsHarmless(ValueAt(style, at))
            ? DataPlace.Text
            : new DataPlace { Instead = Instead, Harm = "more of a style than a value" });

    private static string ValueAt(string style, int at)
    {
        var end = style.IndexOf(DataMarks.End, at);
        return end < at + 2 ? ";" : style.Substring(at + 2, end - at - 2);
    }

    private static bool IsHarmless(string value) =>
        value.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or ' ' or '#' or '%' or '.' or ',' or '-' or '+' or '_');
}
