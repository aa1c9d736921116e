using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;

namespace SmtpSoar.Tests.Dkim;

/// <summary>Keys and their records, which openssl made. The names are also the selectors.</summary>
internal static class DkimKeys
{
    public const string Domain = "example.org";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "dkim");

    /// <summary>The PEM text.</summary>
    public static string Pem(string name) => File.ReadAllText(Path.Combine(Folder, name + ".pem"));

    /// <summary>The record that DNS has of a key.</summary>
    public static string Record(string name) => File.ReadAllText(Path.Combine(Folder, name + ".txt")).Trim();

    /// <summary>The name of a key's record.</summary>
    public static string RecordName(string selector) => $"{selector}._domainkey.{Domain}";

    /// <summary>The PEM text as an asset takes it.</summary>
    public static SecureString Secret(string name)
    {
        var secret = new SecureString();
        foreach (var letter in Pem(name))
            secret.AppendChar(letter);
        return secret;
    }

    /// <summary>An asset that signs with these keys.</summary>
    public static SmtpAsset Sign(SmtpAsset asset, params string[] names)
    {
        asset.DkimDomain = Domain;
        asset.DkimSelector = names;
        asset.DkimPrivateKey = [.. names.Select(Secret)];
        return asset;
    }

    /// <summary>The records of these keys by their names.</summary>
    public static Dictionary<string, string> Records(params string[] names) => names.ToDictionary(RecordName, Record);
}
