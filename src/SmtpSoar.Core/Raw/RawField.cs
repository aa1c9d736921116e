using System;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>One header field, as it goes out.</summary>
internal sealed class RawField
{
    /// <param name="name">The name, without blanks or colon.</param>
    /// <param name="bytes">The whole field with its name and folding; each line ends with CRLF.</param>
    public RawField(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    /// <summary>The unfolded value; encoded words stay as they are.</summary>
    public string Value
    {
        get
        {
            var text = ByteText.Decode(Bytes);
            return text.Substring(text.IndexOf(':') + 1).Replace("\r\n", "").Trim();
        }
    }

    /// <summary>Whether it names recipients that the others must not learn of.</summary>
    public bool IsBlindCopy => Is("Bcc") || Is("Resent-Bcc");

    /// <summary>A field of one line.</summary>
    public static RawField Create(string name, string value) => new(name, Encoding.ASCII.GetBytes($"{name}: {value}\r\n"));

    /// <summary>The same with text added to its last line.</summary>
    public RawField Append(string text) =>
        new(Name, [.. Bytes.Take(Bytes.Length - 2), .. Encoding.ASCII.GetBytes(text), (byte)'\r', (byte)'\n']);

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
