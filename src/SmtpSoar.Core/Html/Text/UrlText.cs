using System;
using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Addresses as they stand in attributes, and as people should read them.</summary>
internal static class UrlText
{
    /// <summary>The address as browsers understand it: without blanks around it and line breaks inside.</summary>
    internal static string Clean(string value) =>
        new string(value.Where(character => character is not ('\t' or '\r' or '\n')).ToArray()).Trim();

    /// <summary>The URL for a reader of plain text, or nothing if the link stays in the page or runs code.</summary>
    internal static string? Displayed(string? href)
    {
        var url = Clean(href ?? string.Empty);
        if (url.Length == 0 || url[0] == '#')
            return null;
        return Scheme(url) switch
        {
            "javascript" or "vbscript" or "data" or "cid" or "about" => null,
            "mailto" => Address(url.Substring("mailto:".Length)),
            "tel" => Address(url.Substring("tel:".Length)),
            _ => Delimited(url),
        };
    }

    private static string Scheme(string url)
    {
        var end = url.IndexOf(':');
        return end < 0 ? string.Empty : new string(url.Substring(0, end).Where(char.IsLetterOrDigit).ToArray()).ToLowerInvariant();
    }

    private static string? Address(string target)
    {
        var query = target.IndexOf('?');
        var address = Uri.UnescapeDataString(query < 0 ? target : target.Substring(0, query)).Trim();
        return address.Length == 0 ? null : Delimited(address);
    }

    // It is shown between < and >, and nothing in it may end it early.
    private static string Delimited(string url)
    {
        var safe = new StringBuilder(url.Length);
        foreach (var character in url)
        {
            if (character is '<' or '>' || char.IsControl(character) || char.IsWhiteSpace(character))
                safe.Append(Uri.EscapeDataString(character.ToString()));
            else
                safe.Append(character);
        }

        return safe.ToString();
    }
}
