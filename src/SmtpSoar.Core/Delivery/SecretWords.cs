using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MailKit;

namespace SmtpSoar.Core.Delivery;

/// <summary>What was said to prove who we are. A server that quotes it must not bring it into an error or a log.</summary>
internal sealed class SecretWords
{
    /// <summary>ISO 8859-1: each byte is a character.</summary>
    public static readonly Encoding Bytewise = Encoding.GetEncoding(28591);

    private const string Hidden = "********";

    // Shorter ones, such as the "=" of an empty answer, are no secrets but stand in every text.
    private const int Shortest = 6;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <summary>MailKit's detector, which knows when a login goes on.</summary>
    public IAuthenticationSecretDetector? Detector { get; set; }

    /// <summary>Adds a word, if it is long enough to be told from others: as it is, and as UTF-8 looks that is read byte by byte.</summary>
    public void Add(string word)
    {
        if (word.Length < Shortest)
            return;
        _words.Add(word);
        _words.Add(Bytewise.GetString(Encoding.UTF8.GetBytes(word)));
    }

    /// <summary>Adds several.</summary>
    public void AddAll(IEnumerable<string> words)
    {
        foreach (var word in words)
            Add(word);
    }

    /// <summary>Where secrets stand in what the client says; they are remembered.</summary>
    public IList<AuthenticationSecret> Find(byte[] buffer, int offset, int count)
    {
        var found = Detector?.DetectSecrets(buffer, offset, count) ?? [];
        foreach (var secret in found)
            Add(Encoding.ASCII.GetString(buffer, secret.StartIndex, secret.Length));
        return found;
    }

    /// <summary>The text without any of them.</summary>
    public string Hide(string text) => _words.OrderByDescending(word => word.Length).Aggregate(text, (shown, word) => shown.Replace(word, Hidden));
}
