using System.Collections.Generic;
using System.Text.Json;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Reads header fields from JSON text: an object of texts, numbers, Booleans, and lists of these.</summary>
public static class HeaderJson
{
    /// <summary>The fields in order. Blank text stands for none; a null value for no field.</summary>
    /// <exception cref="SmtpSoarException">The text is no JSON, or no object, or a value is an object.</exception>
    public static IReadOnlyList<HeaderField> Read(string json) =>
        string.IsNullOrWhiteSpace(json) ? [] : JsonText.Read(json, Errors.HeadersInvalid, ReadObject);

    private static List<HeaderField> ReadObject(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Errors.HeadersInvalid.With("the JSON text is no object");

        var fields = new List<HeaderField>();
        foreach (var property in root.EnumerateObject())
            Add(fields, property.Name, property.Value);
        return fields;
    }

    private static void Add(List<HeaderField> fields, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                fields.Add(new HeaderField(name, value.GetString()!));
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                fields.Add(new HeaderField(name, value.GetRawText()));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Add(fields, name, item);
                break;
            default:
                throw Errors.HeadersInvalid.With($"the value of '{name}' is an object");
        }
    }
}
