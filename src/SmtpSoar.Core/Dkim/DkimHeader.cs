using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SmtpSoar.Core.Dkim;

/// <summary>The fields of a header, from which a signature takes those that it protects.</summary>
internal sealed class DkimHeader
{
    // A field that is added to one of these makes readers show another mail, so one more than there are is signed, also if there are none
    // (RFC 6376, section 8.15).
    private static readonly string[] Always =
    [
        "From", "Reply-To", "Subject", "To", "Cc", "In-Reply-To", "References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ];

    // Servers on the way add some of these where they are missing (RFC 6409, section 8), and mailing lists others.
    private static readonly string[] WherePresent =
    [
        "Date", "Message-ID", "Sender", "Content-Disposition", "Content-ID", "Content-Description", "Content-Language", "Importance",
        "X-Priority", "Auto-Submitted", "List-ID", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Subscribe", "List-Post",
        "List-Owner", "List-Archive",
    ];

    private readonly byte[] _block;
    private readonly List<Place> _fields = [];

    /// <param name="block">The fields, each with its line end.</param>
    public DkimHeader(byte[] block)
    {
        _block = block;
        for (var start = 0; start < block.Length;)
        {
            var end = EndOf(start);
            _fields.Add(new Place(NameOf(block.AsSpan(start, end - start)), start, end - start));
            start = end;
        }
    }

    /// <summary>Makes the names for the tag h=: each as often as it is there, and once more.</summary>
    public IReadOnlyList<string> NamesToSign()
    {
        var names = new List<string>();
        foreach (var name in Always)
            Add(names, name, Count(name) + 1);
        foreach (var name in WherePresent)
        {
            if (Count(name) is > 0 and var count)
                Add(names, name, count + 1);
        }

        return names;
    }

    /// <summary>Writes the fields that the names select in their relaxed form (RFC 6376, sections 3.4.2 and 5.4.2).</summary>
    /// <param name="names">The names. One that is there again stands for the field above the one before.</param>
    /// <param name="output">The stream that takes them, each with its line end.</param>
    public void WriteRelaxed(IReadOnlyList<string> names, MemoryStream output)
    {
        var left = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var last = left.TryGetValue(name, out var above) ? above : _fields.Count;
            left[name] = last = LastIndex(name, last);
            if (last < 0)
                continue;
            WriteRelaxed(_block.AsSpan(_fields[last].Start, _fields[last].Length), output);
            output.WriteByte((byte)'\r');
            output.WriteByte((byte)'\n');
        }
    }

    /// <summary>Writes a field in its relaxed form, without a line end.</summary>
    public static void WriteRelaxed(ReadOnlySpan<byte> field, MemoryStream output)
    {
        var colon = field.IndexOf((byte)':');
        foreach (var letter in NameOf(field))
            output.WriteByte((byte)char.ToLowerInvariant(letter));
        output.WriteByte((byte)':');
        var (hasText, hasBlank) = (false, false);
        foreach (var value in field.Slice(colon + 1))
        {
            if (value is (byte)'\r' or (byte)'\n')
                continue;
            var isBlank = value is (byte)' ' or (byte)'\t';
            if (!isBlank)
            {
                if (hasBlank && hasText)
                    output.WriteByte((byte)' ');
                output.WriteByte(value);
                hasText = true;
            }

            hasBlank = isBlank;
        }
    }

    private static void Add(List<string> names, string name, int count)
    {
        for (var i = 0; i < count; i++)
            names.Add(name);
    }

    private int Count(string name)
    {
        var count = 0;
        foreach (var field in _fields)
            count += field.Is(name) ? 1 : 0;
        return count;
    }

    private int LastIndex(string name, int before)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            if (_fields[i].Is(name))
                return i;
        }

        return -1;
    }

    // A line that begins with a blank goes on with the field before it.
    private int EndOf(int start)
    {
        do
        {
            var end = Array.IndexOf(_block, (byte)'\n', start);
            start = end < 0 ? _block.Length : end + 1;
        }
        while (start < _block.Length && _block[start] is (byte)' ' or (byte)'\t');
        return start;
    }

    // Blanks before the colon are obsolete and legal (RFC 5322, section 4.5).
    private static string NameOf(ReadOnlySpan<byte> field)
    {
        var colon = Math.Max(field.IndexOf((byte)':'), 0);
        return Encoding.ASCII.GetString(field.Slice(0, colon).ToArray()).TrimEnd(' ', '\t');
    }

    private sealed record Place(string Name, int Start, int Length)
    {
        public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
