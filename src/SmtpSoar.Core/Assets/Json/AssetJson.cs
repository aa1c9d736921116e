using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Json;

/// <summary>Reads a JSON object into keys and values. Its errors tell the place and never quote the text, which holds secrets.</summary>
internal static class AssetJson
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    internal static IReadOnlyList<KeyValuePair<string, object?>> Parse(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Errors.AssetJsonNotObject.With(Describe(reader.TokenType));
            var settings = ReadObject(ref reader, utf8);
            // Once more, so that text after the object is an error too.
            reader.Read();
            return settings;
        }
        catch (JsonException fault)
        {
            var error = Errors.AssetJsonInvalid.With(fault.LineNumber + 1, fault.BytePositionInLine + 1);
            throw BeginsWithBrace(utf8) ? error : error.Advising(Messages.NoJson);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            var place = TextPosition.Of(utf8, reader.TokenStartIndex);
            throw Errors.AssetJsonInvalid.With(place.Line, place.Column);
        }
    }

    private static bool BeginsWithBrace(byte[] utf8) => Encoding.UTF8.GetString(utf8).TrimStart() is ['{' or '[', ..];

    private static List<KeyValuePair<string, object?>> ReadObject(ref Utf8JsonReader reader, byte[] utf8)
    {
        var members = new List<KeyValuePair<string, object?>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            if (!keys.Add(key))
                throw Duplicate(key, TextPosition.Of(utf8, reader.TokenStartIndex));
            reader.Read();
            members.Add(new KeyValuePair<string, object?>(key, ReadValue(ref reader, utf8)));
        }

        return members;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, byte[] utf8) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader, utf8),
        JsonTokenType.StartArray => ReadArray(ref reader, utf8),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => reader.TryGetDecimal(out var number) ? number : LargeNumber(ref reader),
        _ => null,
    };

    // The .NET Framework has no double for what is too large; newer frameworks say infinity.
    private static double LargeNumber(ref Utf8JsonReader reader) => reader.TryGetDouble(out var number) ? number : double.PositiveInfinity;

    private static object?[] ReadArray(ref Utf8JsonReader reader, byte[] utf8)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader, utf8));
        return items.ToArray();
    }

    private static SmtpSoarException Duplicate(string key, TextPosition place) =>
        Errors.AssetJsonDuplicate.With(SafeText.Of(key), place.Line, place.Column);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a Boolean",
    };
}
