using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace SmtpSoar;

/// <summary>Writes a result in SOAR's shape, with the JSON writer that every framework has.</summary>
internal static class SoarJson
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public static string Write(SoarActionResult result)
    {
        var shape = new Dictionary<string, object?>
        {
            ["action_result"] = new Dictionary<string, object?>
            {
                ["status"] = result.Status,
                ["message"] = result.Message,
                ["parameter"] = result.Parameter,
                ["data"] = result.Data,
                ["summary"] = new Dictionary<string, object?>(),
            },
            ["summary"] = result.Summary,
        };
        using var stream = new MemoryStream();
        using (var json = JsonReaderWriterFactory.CreateJsonWriter(stream, Utf8, ownsStream: false, indent: true, "  "))
        {
            Write(json, "root", shape);
        }

        // The writer escapes slashes, which JSON allows but people dislike.
        return Utf8.GetString(stream.ToArray()).Replace("\\/", "/");
    }

    private static void Write(XmlDictionaryWriter json, string name, object? value)
    {
        WriteStart(json, Whole(name));
        switch (value)
        {
            case null:
                json.WriteAttributeString("type", "null");
                break;
            case string text:
                json.WriteString(Whole(text));
                break;
            case bool flag:
                json.WriteAttributeString("type", "boolean");
                json.WriteString(flag ? "true" : "false");
                break;
            case IDictionary map:
                WriteObject(json, map);
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                json.WriteAttributeString("type", "object");
                foreach (var pair in pairs)
                    Write(json, pair.Key, pair.Value);
                break;
            case IEnumerable items:
                json.WriteAttributeString("type", "array");
                foreach (var item in items)
                    Write(json, "item", item);
                break;
            case int or long or double or decimal:
                json.WriteAttributeString("type", "number");
                json.WriteString(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }

        json.WriteEndElement();
    }

    private static void WriteObject(XmlDictionaryWriter json, IDictionary map)
    {
        json.WriteAttributeString("type", "object");
        foreach (DictionaryEntry entry in map)
            Write(json, (string)entry.Key, entry.Value);
    }

    private static void WriteStart(XmlDictionaryWriter json, string name)
    {
        if (IsXmlName(name))
        {
            json.WriteStartElement(name);
            return;
        }

        // A name that is no XML name travels in an attribute ("Mapping Between JSON and XML", learn.microsoft.com).
        json.WriteStartElement("a", "item", "item");
        json.WriteAttributeString("item", name);
    }

    // Half a surrogate pair becomes the replacement character: many parsers refuse JSON that has one.
    private static string Whole(string text) => Utf8.GetString(Utf8.GetBytes(text));

    private static bool IsXmlName(string name)
    {
        try
        {
            return name.Length > 0 && XmlConvert.VerifyNCName(name) == name;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
