using System;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Tells apart the names of keys: a file or folder, or a key of the installed gpg by fingerprint, key id or address.</summary>
public static class PgpKeyName
{
    private static readonly string[] Endings = [".asc", ".gpg", ".pgp", ".key", ".pub", ".sec"];

    /// <summary>Whether it is a path.</summary>
    /// <param name="name">The text as the user gave it.</param>
    public static bool IsPath(string name)
    {
        _ = name ?? throw new ArgumentNullException(nameof(name));
        if (HexDigits.TryRead(name) is not null)
            return false;
        return !name.Contains('@')
            || name.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) >= 0
            || Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
