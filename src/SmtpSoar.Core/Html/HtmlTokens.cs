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

    /// <summary>
    /// The tokens. In their texts a letter stands for each <c>&lt;</c> that another one follows, and a line feed for each carriage return.
    /// </summary>
    public static HtmlTokenizer Read(string html)
    {
        // A browser reads line feeds alone (HTML standard, section 13.2.3.5); the library does not end a value without quotes at a return.
        var lines = html.Replace('\r', '\n');
        return new(new StringReader(lines.IndexOf("<<", StringComparison.Ordinal) < 0 ? lines : Doubled.Replace(lines, "x")));
    }
}
