using System;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Reads a property of a style attribute.</summary>
internal static class InlineStyle
{
    /// <summary>
    /// The value that the property has in the end, in lower case and without <c>!important</c>; null where it is not there.
    /// </summary>
    internal static string? ValueOf(string? style, string property)
    {
        string? value = null;
        foreach (var declaration in (style ?? string.Empty).Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon > 0 && declaration.Substring(0, colon).Trim().Equals(property, StringComparison.OrdinalIgnoreCase))
                value = declaration.Substring(colon + 1).Split('!')[0].Trim().ToLowerInvariant();
        }

        return value;
    }
}
