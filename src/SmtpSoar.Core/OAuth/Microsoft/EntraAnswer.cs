using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>An answer of Microsoft's authorization server in place of a token.</summary>
internal sealed class EntraAnswer
{
    // The text after these is for Microsoft's support, and different each time.
    private static readonly string[] Noise = ["Trace ID:", "Correlation ID:", "Timestamp:"];

    private EntraAnswer(string error, string? description)
    {
        Error = error;
        Words = string.IsNullOrWhiteSpace(description) ? Quote.Of(error) : FirstSentence(description!);
        Code = CodeIn(description);
    }

    /// <summary>The standard's word, such as <c>invalid_grant</c>.</summary>
    internal string Error { get; }

    /// <summary>Microsoft's number, as in AADSTS50076, or <see langword="null"/>.</summary>
    internal int? Code { get; }

    /// <summary>The words to show: the code and the first sentence.</summary>
    internal string Words { get; }

    /// <summary>The refusal in the body of an answer, or <see langword="null"/> if it is none.</summary>
    /// <param name="body">The body.</param>
    /// <param name="secrets">The words that must not be shown of it.</param>
    internal static EntraAnswer? Read(string? body, SecretRedactor secrets)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return Text(json.RootElement, "error") is { Length: > 0 } error
                ? new EntraAnswer(secrets.Hide(error), secrets.Hide(Text(json.RootElement, "error_description") ?? ""))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Microsoft's number in a text, or <see langword="null"/>.</summary>
    internal static int? CodeIn(string? text) =>
        Regex.Match(text ?? "", @"AADSTS(\d{4,9})") is { Success: true } found
            ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The first sentence of a text, on one line, without its full stop.</summary>
    internal static string FirstSentence(string text)
    {
        var end = Noise.Select(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase))
            .Where(index => index >= 0)
            .DefaultIfEmpty(text.Length)
            .Min();
        var line = Quote.Line(text[..end]);
        var sentence = Regex.Match(line, @"^.*?[^.](?=\.(?: [\p{Lu}\[]|$))") is { Success: true } first ? first.Value : line.TrimEnd('.');
        return Quote.Of(sentence);
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
