using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Templates.Liquid;

namespace SmtpSoar.Core.Templates;

/// <summary>The templates of one command: each is read and compiled once, however many objects it renders.</summary>
public sealed class MailTemplates
{
    private readonly Dictionary<(string Template, TemplateKind Kind), MailTemplate> _known = [];

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Whether a parameter's value is a template itself, and no path.</summary>
    public static bool IsText(string pathOrText) => TemplateText.IsText(pathOrText);

    /// <summary>The template, compiled.</summary>
    /// <param name="pathOrText">The full path of a file, or the template itself.</param>
    /// <param name="kind">The kind of text that it shall make.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="SmtpSoarException">It can't be read, or is no template.</exception>
    public MailTemplate Get(string pathOrText, TemplateKind kind, CancellationToken stop)
    {
        if (!_known.TryGetValue((pathOrText, kind), out var template))
            _known[(pathOrText, kind)] = template = Compile(pathOrText, kind, stop);
        return template;
    }

    private MailTemplate Compile(string pathOrText, TemplateKind kind, CancellationToken stop)
    {
        var isText = IsText(pathOrText);
        var text = isText ? new TemplateText(pathOrText, Messages.TemplateText, null) : TemplateText.Read(pathOrText, stop);
        var beside = kind != TemplateKind.Text && text.PathBeside is { } path && File.Exists(path) ? TemplateText.Read(path, stop) : null;
        var folder = isText ? null : Path.GetDirectoryName(pathOrText);
        return MailTemplate.Compile(new LiquidEngine(folder, file => TemplateText.Read(file, stop).Text, Clock), text, beside, kind);
    }
}
