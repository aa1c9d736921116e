using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MimeKit.Text;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Says what values may be in an address: part of it, but not a scheme that runs or opens something.</summary>
internal static class UrlPlaces
{
    private const string Unsafe = "unsafe:";

    private static readonly HashSet<string> Harmless =
        new(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel", "sms", "cid", "ftp" };

    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

    /// <summary>The places in an address, in order.</summary>
    public static IEnumerable<DataPlace> Of(HtmlTagToken tag, string value)
    {
        var isSafe = IsSafe(value, tag.Id == HtmlTagId.Image || tag.Name.Equals("img", StringComparison.OrdinalIgnoreCase));
        var isFirst = true;
        foreach (var _ in AttributePlaces.Marks(value))
        {
            yield return isSafe || !isFirst
                ? DataPlace.Text
                : new DataPlace { Before = Unsafe, Harm = "an address that runs or opens something" };
            isFirst = false;
        }
    }

    /// <summary>Whether an address is of a kind that only leads somewhere, or to a place in the mail itself.</summary>
    public static bool IsHarmless(string url) => IsSafe(url, isPicture: false);

    // Browsers pass over blanks and controls there.
    private static bool IsSafe(string value, bool isPicture)
    {
        var url = Plain(value);
        if (url.StartsWith(@"\\", StringComparison.Ordinal))
            return false;
        var colon = url.IndexOf(':');
        if (colon < 0 || url.IndexOfAny(['/', '?', '#'], 0, colon) >= 0)
            return true;
        var scheme = url.Substring(0, colon);
        return Harmless.Contains(scheme) || isPicture && IsPicture(url, colon);
    }

    private static bool IsPicture(string url, int colon) =>
        url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        && Pictures.Any(type => string.Compare(url, colon + 1, type, 0, type.Length, StringComparison.OrdinalIgnoreCase) == 0);

    private static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == DataMarks.Start)
                i++;
            else if (value[i] > ' ' && value[i] != DataMarks.End && !char.IsWhiteSpace(value[i]) && !char.IsControl(value[i]))
                plain.Append(value[i]);
        }

        return plain.ToString();
    }
}
