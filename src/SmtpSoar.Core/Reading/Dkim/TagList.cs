using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Reading.Dkim;

/// <summary>A list of tags: of a signature, or of a key in DNS (RFC 6376, section 3.2).</summary>
internal sealed class TagList
{
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    private TagList()
    {
    }

    /// <summary>The value of a tag, or <see langword="null"/> if it is not there.</summary>
    public string? this[string name] => _tags.TryGetValue(name, out var value) ? value : null;

    /// <summary>The value of a tag without blanks, as base64 and lists may have them.</summary>
    public string? Compact(string name) => this[name] is { } value ? string.Concat(value.Split(' ', '\t', '\r', '\n')) : null;

    /// <summary>The list in a text, or <see langword="null"/> where a tag is there twice or is none.</summary>
    public static TagList? Parse(string text)
    {
        var list = new TagList();
        foreach (var tag in text.Split(';'))
        {
            if (tag.Trim().Length == 0)
                continue;
            var sign = tag.IndexOf('=');
            var name = sign < 0 ? "" : tag.Substring(0, sign).Trim();
            if (name.Length == 0 || list._tags.ContainsKey(name))
                return null;
            list._tags[name] = tag.Substring(sign + 1).Trim();
        }

        return list;
    }
}
