using System.Text.Json;

namespace SmtpSoar.Core;

/// <summary>Parses JSON that a user gave, and says where it is wrong without repeating it.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static JsonDocument Parse(string json, ErrorDefinition error)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException cause)
        {
            throw error.With($"it is no valid JSON (line {cause.LineNumber + 1}, position {cause.BytePositionInLine + 1})");
        }
    }
}
