using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Help.Renewal;

/// <summary>The module's errors as they stand in the pages.</summary>
internal sealed partial class ErrorText
{
    private readonly IReadOnlyDictionary<string, (string Kind, string Sentence, string Advice)> _errors;

    public ErrorText(Engine engine) => _errors = engine.Run("[SmtpSoar.Errors]::All").ToDictionary(
        error => (string)((dynamic)error).Id,
        error => ((string)((dynamic)error).Kind.ToString(), (string)((dynamic)error).Sentence, (string)((dynamic)error).Advice));

    public IEnumerable<string> Ids => _errors.Keys.Order(StringComparer.Ordinal);

    /// <summary>What is said where an id is listed.</summary>
    public string Item(string id) => _errors.TryGetValue(id, out var error) ? $"- `{id}`: {Markdown(error.Sentence)}" : $"- `{id}`";

    /// <summary>All of them, with category and advice.</summary>
    public string Table() => string.Join("\n", Ids.Select(Row).Prepend("|---|---|---|---|").Prepend("| id | category | what happened | what to do |"));

    private string Row(string id)
    {
        var (kind, sentence, advice) = _errors[id];
        return $"| `{id}` | {kind} | {Markdown(sentence)} | {Markdown(advice)} |";
    }

    // What the placeholders stand for differs each time.
    private static string Markdown(string text) => Special().Replace(Placeholder().Replace(text, match => match.Groups["word"].Success ? "… " : "…"), @"\$0");

    [GeneratedRegex(@"\{\d+(:\w+)?\}(?<word>(?=\w))?")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[|<*\[\]]")]
    private static partial Regex Special();
}
