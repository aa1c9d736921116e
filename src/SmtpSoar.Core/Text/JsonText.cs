using System;
using System.Text.Json;

namespace SmtpSoar.Core.Text;

/// <summary>Reads JSON that a user gave, and says where it is wrong without repeating it.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Makes a value of the JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="error">The error if it is no JSON. Its sentence takes the fault.</param>
    /// <param name="read">The reader.</param>
    public static T Read<T>(string json, ErrorDefinition error, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return read(document.RootElement);
        }
        catch (JsonException cause)
        {
            throw error.With($"it is no valid JSON (line {cause.LineNumber + 1}, position {cause.BytePositionInLine + 1})");
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException)
        {
            // As a character it can't be parsed, as an escape not be read.
            throw error.With("it has half of a surrogate pair, which is no character");
        }
    }
}
