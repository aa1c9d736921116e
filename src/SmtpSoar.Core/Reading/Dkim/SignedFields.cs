using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Reading.Dkim;

/// <summary>Writes the fields that a signature names, in their canonical form (RFC 6376, sections 3.4.1, 3.4.2 and 5.4.2).</summary>
/// <param name="fields">All fields of the mail.</param>
/// <param name="isRelaxed">Whether blanks and letters are made alike.</param>
internal sealed class SignedFields(IReadOnlyList<Header> fields, bool isRelaxed)
{
    // A character for each byte, and back.
    private static readonly Encoding Bytes = Encoding.GetEncoding(28591);

    private static readonly Regex Blanks = new(@"[ \t]+", RegexOptions.CultureInvariant);
    private static readonly Regex SignatureTag = new(@"(?<=\A|;)(?<name>[ \t\r\n]*b[ \t\r\n]*=)[^;]*", RegexOptions.CultureInvariant);

    /// <summary>The bytes that were signed.</summary>
    /// <param name="names">The names, of which each stands for the lowest field that is left.</param>
    /// <param name="signature">The field of the signature, which is signed too, without its tag b=.</param>
    public byte[] Write(IEnumerable<string> names, Header signature)
    {
        var signed = new StringBuilder();
        var left = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var below = left.TryGetValue(name, out var known) ? known : fields.Count;
            left[name] = below = LastBefore(name, below);
            if (below >= 0)
                signed.Append(Canonical(fields[below], Value(fields[below])));
        }

        var last = Canonical(signature, SignatureTag.Replace(Value(signature), "${name}"));
        signed.Append(last.EndsWith("\r\n", StringComparison.Ordinal) ? last.Substring(0, last.Length - 2) : last);
        return Bytes.GetBytes(signed.ToString());
    }

    private int LastBefore(string name, int below)
    {
        for (var index = below - 1; index >= 0; index--)
            if (string.Equals(fields[index].Field.Trim(), name, StringComparison.OrdinalIgnoreCase))
                return index;
        return -1;
    }

    private string Canonical(Header field, string value)
    {
        var name = Bytes.GetString(field.RawField);
        if (!isRelaxed)
            return $"{name}:{value}";
        var unfolded = Blanks.Replace(value.Replace("\r\n", ""), " ").Trim(' ');
        return $"{name.TrimEnd(' ', '\t').ToLowerInvariant()}:{unfolded}\r\n";
    }

    // A file may have its lines end with LF, which no server transmits.
    private static string Value(Header field)
    {
        var raw = field.RawValue ?? [];
        var normalizer = new LineEndNormalizer();
        var target = new byte[LineEndNormalizer.MaxOutput(raw.Length)];
        var count = normalizer.Convert(raw, target);
        count += normalizer.Finish(target.AsSpan(count));
        return Bytes.GetString(target, 0, count);
    }
}
