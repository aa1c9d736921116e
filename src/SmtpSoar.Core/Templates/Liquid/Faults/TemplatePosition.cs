using System.Globalization;

namespace SmtpSoar.Core.Templates.Liquid.Faults;

/// <summary>A place in a template: the file, the line and the column, both from 1.</summary>
/// <param name="Source">The file's name, or <see langword="null"/> while it is not known.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal sealed record TemplatePosition(string? Source, int Line, int Column)
{
    /// <summary>The place, for an error.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}, line {1}, column {2}", Source ?? "The template", Line, Column);
}
