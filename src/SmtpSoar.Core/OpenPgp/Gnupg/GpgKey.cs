using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.OpenPgp.Gnupg;

/// <summary>A key as gpg lists it (doc/DETAILS of GnuPG, "Format of the colon listings").</summary>
internal sealed record GpgKey(string Validity, string Capabilities, long Created, long End)
{
    private const int ValidityField = 1;
    private const int CreatedField = 5;
    private const int EndField = 6;
    private const int FingerprintField = 9;
    private const int CapabilityField = 11;

    private const int UserField = 9;

    /// <summary>The fingerprint of the primary key.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The user ids.</summary>
    public List<string> UserIds { get; } = [];

    /// <summary>The end of its validity, or <see langword="null"/> where it has none.</summary>
    public DateTime? Expires => End > 0 ? DateTimeOffset.FromUnixTimeSeconds(End).UtcDateTime : null;

    /// <summary>Whether this user of gpg trusts that it belongs to its user ids.</summary>
    public bool IsTrusted => Validity is "f" or "u" or "m";

    /// <summary>Reads a listing.</summary>
    public static List<GpgKey> ReadAll(string listing)
    {
        var keys = new List<GpgKey>();
        foreach (var line in listing.Split('\n'))
        {
            var fields = line.Split(':');
            if (fields[0] is "pub" or "sec" && fields.Length > CapabilityField)
                keys.Add(new GpgKey(
                    fields[ValidityField], fields[CapabilityField], Number(fields[CreatedField]), Number(fields[EndField])));
            else if (fields[0] == "uid" && keys.Count > 0 && fields.Length > UserField)
                keys[keys.Count - 1].UserIds.Add(Unescape(fields[UserField]));
            else if (fields[0] == "fpr" && keys.Count > 0 && keys[keys.Count - 1].Fingerprint.Length == 0)
                keys[keys.Count - 1].Fingerprint = fields[FingerprintField];
        }

        return keys;
    }

    /// <summary>The reason why it can't be used, or <see langword="null"/>.</summary>
    // Capital letters tell what the whole key can do now.
    public string? FaultFor(char capability) => Validity switch
    {
        "r" => "it is revoked",
        "e" => "it is expired",
        "i" => "it is invalid",
        _ when Has('D') => "it is disabled",
        _ when !Has(capability) => capability == 'E' ? "it may only sign" : "it may not sign",
        _ => null,
    };

    // As C writes strings: a colon is \\x3a.
    private static string Unescape(string text) =>
        Regex.Replace(text, @"\\x([0-9a-fA-F]{2})", found => ((char)Convert.ToInt32(found.Groups[1].Value, 16)).ToString());

    private bool Has(char capability) => Capabilities.Any(letter => letter == capability);

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
