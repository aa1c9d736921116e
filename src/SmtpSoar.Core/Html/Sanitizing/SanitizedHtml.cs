using System.Collections.Generic;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>HTML without what can run.</summary>
internal sealed class SanitizedHtml
{
    internal SanitizedHtml(string html, IReadOnlyList<string> removed)
    {
        Html = html;
        Removed = removed;
    }

    /// <summary>The HTML, ready to be sent. It must not be unescaped: what the author had escaped would come alive.</summary>
    internal string Html { get; }

    /// <summary>The names of the elements, attributes and properties that were removed, each once; nothing of their content.</summary>
    internal IReadOnlyList<string> Removed { get; }
}
