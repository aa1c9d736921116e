using System.Collections.Generic;

namespace SmtpSoar.Core.Data;

/// <summary>
/// An object of the data for a template. Its values are <see langword="null"/>, text, Booleans, numbers, dates, time spans, lists of
/// values, and objects: nothing that a template could run.
/// </summary>
public interface ITemplateObject
{
    /// <summary>The names of its values, in order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The object as text, where a template shows it as a whole.</summary>
    string Text { get; }

    /// <summary>The object with those values that a table of such objects shows, under their headings.</summary>
    ITemplateObject Shown { get; }

    /// <summary>Gets a value by its name, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, which may be <see langword="null"/>.</param>
    /// <returns>Whether it has such a value.</returns>
    /// <exception cref="SmtpSoarException">The value can't be read.</exception>
    bool TryGet(string name, out object? value);
}
