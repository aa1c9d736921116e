using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmtpSoar.Core.Text;

/// <summary>Writes the value of a parameter that SOAR has as JSON text: <c>headers</c>, <c>attachment_json</c>.</summary>
public static class ParameterJson
{
    // The text is read by people and by JSON parsers, and is never put into a page: '<' and 'ü' stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as compact JSON text.</summary>
    /// <param name="value">Null, text, a Boolean, a number, a list, or pairs of names and values.</param>
    public static string Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            Write(json, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(json, members);
                break;
            case IEnumerable items:
                WriteList(json, items);
                break;
            default:
                WriteNumber(json, value);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        json.WriteStartObject();
        foreach (var member in members)
        {
            json.WritePropertyName(member.Key);
            Write(json, member.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(json, item);
        json.WriteEndArray();
    }

    // The writer's own form of a double is longer than it need be on the .NET Framework.
    private static void WriteNumber(Utf8JsonWriter json, object value)
    {
        var text = value is double or float
            ? ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (value is BigInteger
            || Number.ToDecimal(value) is not null
            || value is double or float && IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            json.WriteRawValue(text);
        else
            json.WriteStringValue(text);
    }

    private static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);
}
