using System.Globalization;
using SmtpSoar.Core.Templates;

namespace SmtpSoar.Sending;

/// <summary>A template and its data, as the parameters have them for one message.</summary>
/// <param name="Template">The template: a path, or the template itself.</param>
/// <param name="Data">The data.</param>
/// <param name="HasData">Whether there is data.</param>
/// <param name="Culture">The culture of dates and numbers, or <see langword="null"/>.</param>
/// <param name="Kind">The kind of text that it makes.</param>
internal sealed record TemplateSource(string Template, object? Data, bool HasData, CultureInfo? Culture, TemplateKind Kind);
