using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Dkim.Keys;

namespace SmtpSoar.Core.Dkim;

/// <summary>A public key as DNS publishes it (RFC 6376, section 3.6.1).</summary>
internal sealed class DkimRecord
{
    private const string Version = "DKIM1";

    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    private DkimRecord()
    {
    }

    /// <summary>Whether the domain tests DKIM: receivers are to treat its mails as unsigned ones.</summary>
    public bool IsTest => Words("t").Contains("y");

    /// <summary>The record, or <see langword="null"/> where the text is none.</summary>
    public static DkimRecord? TryParse(string text)
    {
        var record = new DkimRecord();
        foreach (var part in text.Split(';').Where(part => part.Trim().Length > 0))
        {
            var equals = part.IndexOf('=');
            var name = equals > 0 ? part.Substring(0, equals).Trim() : "";
            if (name.Length == 0 || record._tags.ContainsKey(name))
                return null;
            record._tags[name] = part.Substring(equals + 1).Trim();
        }

        return record._tags.ContainsKey("p") && record.Value("v", Version) == Version ? record : null;
    }

    /// <summary>The record that a key needs.</summary>
    public static string For(DkimKey key) => $"v={Version}; k={key.Kind}; p={Convert.ToBase64String(key.PublicKey)}";

    /// <summary>The reason why signatures of a key fail by this record, or <see langword="null"/>.</summary>
    public string? FaultFor(DkimKey key)
    {
        var published = new string(_tags["p"].Where(letter => !char.IsWhiteSpace(letter)).ToArray());
        if (published.Length == 0)
            return "it says that the key is revoked (p= is empty)";
        if (Value("k", "rsa") != key.Kind)
            return $"it is for a key of the kind {ShownText.Line(Value("k", "rsa"), 20)}, and the private key is {key.Kind}";
        if (_tags.ContainsKey("h") && !Words("h").Contains("sha256"))
            return "it allows other hashes than sha256 only (h=)";
        if (_tags.ContainsKey("s") && !Words("s").Any(service => service is "*" or "email"))
            return "it is not for mail (s=)";
        return IsSame(published, key.PublicKey) ? null : "it has another key";
    }

    // Some leave out the padding.
    private static bool IsSame(string published, byte[] key) => published.TrimEnd('=') == Convert.ToBase64String(key).TrimEnd('=');

    private string Value(string name, string other) => _tags.TryGetValue(name, out var value) ? value : other;

    private IEnumerable<string> Words(string name) => Value(name, "").Split(':').Select(word => word.Trim());
}
