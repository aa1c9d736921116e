using System.Text;

namespace SmtpSoar.Core.Text;

/// <summary>Writes text in HTML.</summary>
internal static class HtmlEscape
{
    private static readonly char[] Markup = ['&', '<', '>', '"', '\''];

    /// <summary>The text in an element or between quotes.</summary>
    public static string Text(string value)
    {
        var next = value.IndexOfAny(Markup);
        if (next < 0)
            return value;
        var html = new StringBuilder(value.Length + 16);
        var from = 0;
        for (; next >= 0; next = value.IndexOfAny(Markup, from))
        {
            html.Append(value, from, next - from).Append(Reference(value[next]));
            from = next + 1;
        }

        return html.Append(value, from, value.Length - from).ToString();
    }

    private static string Reference(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}
