using System.Linq;
using System.Text.Json;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>Reads what a server says about a token that it rejected: a JSON object (RFC 7628, section 3.2.2).</summary>
internal static class ErrorDocument
{
    /// <summary>The document on one line, for messages, without secrets.</summary>
    public static string Describe(string document, SecretRedactor secrets) => Quote.Of(secrets.Hide(Fields(document) ?? document));

    private static string? Fields(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? string.Join(", ", json.RootElement.EnumerateObject().Select(field => $"{field.Name} {field.Value}"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
