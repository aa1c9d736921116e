using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Templates;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Tests.Templates;

/// <summary>Renders templates for tests.</summary>
internal static class Merge
{
    public static NamedValues Data(params (string Name, object? Value)[] values) =>
        new(values.Select(value => new KeyValuePair<string, object?>(value.Name, value.Value)));

    public static RenderedMail Render(string template, params (string Name, object? Value)[] values) =>
        Render(template, TemplateKind.Automatic, values);

    public static RenderedMail Render(string template, TemplateKind kind, params (string Name, object? Value)[] values) =>
        new MailTemplates().Get(template, kind, CancellationToken.None).Render(Data(values), null, CancellationToken.None);

    /// <summary>HTML, whatever the template begins with.</summary>
    public static string Html(string template, params (string Name, object? Value)[] values) =>
        Render(template.Contains("{{", StringComparison.Ordinal) || template.Contains("{%", StringComparison.Ordinal) ? template : template + "\n", TemplateKind.Html, values).Body;

    public static string Text(string template, params (string Name, object? Value)[] values) =>
        Render(template + "\n", TemplateKind.Text, values).Body.TrimEnd('\n');

    public static string Text(string template, CultureInfo culture, params (string Name, object? Value)[] values) =>
        new MailTemplates().Get(template + "\n", TemplateKind.Text, CancellationToken.None).Render(Data(values), culture, CancellationToken.None).Body.TrimEnd('\n');

    public static SmtpSoarException Failure(string template, params (string Name, object? Value)[] values) =>
        Xunit.Assert.Throws<SmtpSoarException>(() => Render(template, TemplateKind.Html, values));
}
