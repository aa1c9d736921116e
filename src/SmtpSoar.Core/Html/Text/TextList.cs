using System.Globalization;

namespace SmtpSoar.Core.Html.Text;

/// <summary>A list while it is written: gives each item its mark.</summary>
internal sealed class TextList(bool isOrdered, long start)
{
    private long _next = start;

    /// <summary>The mark of the next item.</summary>
    /// <param name="value">The number that the item gives itself, if any.</param>
    internal string NextMark(string? value)
    {
        if (!isOrdered)
            return "- ";
        var number = Number(value) ?? _next;
        _next = number + 1;
        return number.ToString(CultureInfo.InvariantCulture) + ". ";
    }

    /// <summary>The number of an attribute, as far as lists count.</summary>
    internal static long? Number(string? value) =>
        int.TryParse(
            value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;
}
