using System;
using MimeKit.Text;

namespace SmtpSoar.Core.Html;

/// <summary>Reads the attributes of a tag.</summary>
internal static class HtmlTagTokenExtensions
{
    /// <summary>
    /// The value of the attribute: empty where it has none, null where it is not there. The first one counts, as in browsers.
    /// </summary>
    internal static string? Attribute(this HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return attribute.Value ?? string.Empty;
        }

        return null;
    }
}
