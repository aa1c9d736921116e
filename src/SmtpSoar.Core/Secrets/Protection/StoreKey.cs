using System;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>Under what something is stored.</summary>
/// <param name="Collection">The kind of thing, in lower-case letters: they stand in file names and messages.</param>
/// <param name="Name">Which one. Any text; who ignores case brings it into one.</param>
internal readonly record struct StoreKey(string Collection, string Name)
{
    private const char Separator = '/';

    /// <summary>The key as one text, of which no other key has the same.</summary>
    internal string Id => Collection + Separator + Name;

    /// <summary>The name of its files, without an extension. It is never made from a user's words, which may be no file name.</summary>
    internal string Stem => $"{Collection}-{Sha256Digest.Of(Encoding.UTF8.GetBytes(Id))[..32]}";

    internal static StoreKey Parse(string id)
    {
        var end = id.IndexOf(Separator);
        return end > 0 ? new StoreKey(id[..end], id[(end + 1)..]) : throw new FormatException("it names no key");
    }

    /// <summary>The key for messages.</summary>
    public override string ToString() => $"{Collection} '{SafeText.Of(Name)}'";
}
