using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates;

/// <summary>The text of a template.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">The name for errors.</param>
/// <param name="Path">The file, or <see langword="null"/>.</param>
internal sealed record TemplateText(string Text, string Source, string? Path)
{
    private const StringComparison Letters = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] TextEndings = [".txt.liquid", ".text.liquid", ".txt"];
    private static readonly string[] HtmlEndings = [".html.liquid", ".htm.liquid", ".html", ".htm"];
    private static readonly string[] MarkdownEndings = [".md.liquid", ".md"];

    private static readonly Regex Tag = new(
        @"^\s*(?:\{%[^}]*%\}\s*|<!--[\s\S]*?-->\s*)*<[a-z!]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether a parameter's value is a template itself, and no path.</summary>
    public static bool IsText(string pathOrText) =>
        pathOrText.Contains("{{") || pathOrText.Contains("{%") || pathOrText.Contains('\n') || pathOrText.Contains('<');

    /// <summary>Reads a file in UTF-8, or in what its byte order mark says.</summary>
    /// <exception cref="SmtpSoarException">It can't be read.</exception>
    public static TemplateText Read(string path, CancellationToken stop)
    {
        var file = UserFile.Take(path, path, UserFileErrors.Template, LiquidLimits.MaxSource, stop);
        if (file.Length > LiquidLimits.MaxSource)
            throw Errors.TemplateUnreadable.With(path, $"it is longer than {LiquidLimits.MaxSource} bytes.");
        try
        {
            using var content = file.Open(0, stop);
            var encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
            using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true);
            return new TemplateText(reader.ReadToEnd(), System.IO.Path.GetFileName(path), path);
        }
        catch (DecoderFallbackException)
        {
            throw Errors.TemplateUnreadable.With(path, "it is not in UTF-8.");
        }
    }

    /// <summary>The path of the text template that belongs to this one for HTML, whether it is there or not.</summary>
    public string? PathBeside => Path is null || Is(TextEndings) ? null : Stem(Path) + ".txt.liquid";

    /// <summary>The kind of text that the template makes.</summary>
    /// <param name="asked">The kind that is asked for.</param>
    /// <param name="body">The template without its front matter.</param>
    public TemplateKind KindOf(TemplateKind asked, string body)
    {
        if (asked != TemplateKind.Automatic)
            return asked;
        if (Is(TextEndings))
            return TemplateKind.Text;
        return Is(HtmlEndings) || Tag.IsMatch(body) ? TemplateKind.Html : Is(MarkdownEndings) ? TemplateKind.Markdown : TemplateKind.Text;
    }

    private bool Is(string[] endings) => Path is not null && endings.Any(ending => Path.EndsWith(ending, Letters));

    private static string Stem(string path)
    {
        var ending = HtmlEndings.Concat(MarkdownEndings).Append(".liquid").FirstOrDefault(known => path.EndsWith(known, Letters));
        return ending is null ? path : path.Substring(0, path.Length - ending.Length);
    }
}
