using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>The input of one case: texts, each with the place that it is for. A place may be there several times.</summary>
/// <param name="Fields">The texts in their order.</param>
internal sealed record FuzzInput(IReadOnlyList<FuzzField> Fields)
{
    public FuzzInput(params (string Place, string Text)[] fields)
        : this([.. fields.Select(field => new FuzzField(field.Place, field.Text))])
    {
    }

    /// <summary>The first text of a place, or null.</summary>
    public string? this[string place] => Fields.FirstOrDefault(field => field.Place == place)?.Text;

    /// <summary>The number of a place, or 0.</summary>
    public int Number(string place) => int.TryParse(this[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>All texts of a place.</summary>
    public IReadOnlyList<string> All(string place) => [.. Fields.Where(field => field.Place == place).Select(field => field.Text)];

    /// <summary>Whether a switch was set.</summary>
    public bool Has(string place) => this[place] is not null;

    /// <summary>All of it as C# text, so that a test can be made of it.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Fields.Select(field => $"  {field.Place}: {Literal(field.Text)}"));

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text.Length > 4_000 ? text[..4_000] : text)
            literal.Append(c is '"' or '\\' ? "\\" + c : c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}");
        return literal.Append(text.Length > 4_000 ? $"\" ... {text.Length} characters" : "\"").ToString();
    }
}

/// <param name="Place">What the text is for.</param>
/// <param name="Text">The text.</param>
internal sealed record FuzzField(string Place, string Text);
