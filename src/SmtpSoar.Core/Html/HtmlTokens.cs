using System;
using System.IO;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace SmtpSoar.Core.Html;

/// <summary>Opens MimeKit's tokenizer for readers that must find each tag which a browser finds.</summary>
internal static class HtmlTokens
{
    // A browser begins a tag at the second < of "<<p" (HTML standard, section 13.2.5.6), and the library takes all of it for text. A
    // letter in place of the first one begins, ends and hides nothing, wherever it stands.
    private static readonly Regex Doubled = new("<(?=<)", RegexOptions.CultureInvariant);

    /// <summary>The tokens. In their texts a letter stands for each <c>&lt;</c> that another one follows.</summary>
    public static HtmlTokenizer Read(string html) => new(new StringReader(
        html.IndexOf("<<", StringComparison.Ordinal) < 0 ? html : Doubled.Replace(html, "x")));
}
