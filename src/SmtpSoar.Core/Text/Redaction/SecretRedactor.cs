using System;
using System.Collections.Generic;
using System.Net;
using System.Security;
using System.Text;
using MailKit;

namespace SmtpSoar.Core.Text.Redaction;

/// <summary>
/// Secrets that this side has, and hides in whatever the other side says: servers, proxies and authorization servers may quote
/// what they were sent. Not safe for several threads.
/// </summary>
/// <remarks>
/// A text is searched before it becomes a part of anything, and before it is shortened: a secret that was cut is not found any more.
/// </remarks>
internal sealed class SecretRedactor
{
    /// <summary>ISO 8859-1: each byte is a character.</summary>
    public static readonly Encoding Bytewise = Encoding.GetEncoding(28591);

    private const string Hidden = "********";

    // From here on a word is told from others also inside of them.
    private const int MinLength = 6;

    // Shorter ones stand in every text, and are guessed sooner than read.
    private const int MinWholeWord = 3;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<SecretForm> _forms = [];

    /// <summary>MailKit's detector, which knows when a login goes on.</summary>
    public IAuthenticationSecretDetector? Detector { get; set; }

    /// <summary>The secrets of an asset.</summary>
    public static SecretRedactor Of(SmtpAsset asset)
    {
        var words = new SecretRedactor();
        words.Add(asset.Password, asset.Username);
        words.Add(asset.ClientSecret, asset.ClientId);
        words.Add(asset.OutboxPassword, asset.OutboxUsername);
        if (asset.Proxy is { } proxy && Uri.TryCreate(proxy, UriKind.Absolute, out var url) && UrlLogin.Find(url) is { } login)
            words.Add(login.Password, login.UserName);
        return words;
    }

    /// <summary>Adds a secret: as it is, and as it looks escaped or encoded.</summary>
    /// <param name="word">The secret.</param>
    /// <param name="owner">The user name or client that it belongs to: a login has both in one.</param>
    public void Add(string word, string? owner = null)
    {
        if (word.Length < MinWholeWord || !_known.Add(word))
            return;
        var kind = word.Length < MinLength ? SecretFormKind.WholeWord : SecretFormKind.Plain;
        AddForm(word, kind);
        AddForm(Bytewise.GetString(Encoding.UTF8.GetBytes(word)), kind);
        if (kind == SecretFormKind.Plain)
            AddEncoded(word);
        else
            AddLogins(word, owner ?? "");
    }

    /// <summary>Adds several.</summary>
    public void AddAll(IEnumerable<string> words)
    {
        foreach (var word in words)
            Add(word);
    }

    /// <summary>Finds the secrets in the client's words, and remembers them.</summary>
    public IList<AuthenticationSecret> Find(byte[] buffer, int offset, int count)
    {
        var found = Detector?.DetectSecrets(buffer, offset, count) ?? [];
        foreach (var secret in found)
            AddSaid(Encoding.ASCII.GetString(buffer, secret.StartIndex, secret.Length));
        return found;
    }

    /// <summary>The text without any of them.</summary>
    public string Hide(string text)
    {
        bool[]? covered = null;
        foreach (var form in _forms)
            form.Cover(text, ref covered);
        return covered is null ? text : Without(text, covered);
    }

    private void Add(SecureString? secret, string? owner)
    {
        if (secret is { Length: >= MinWholeWord })
            Add(new NetworkCredential("", secret).Password, owner);
    }

    // Encoded already. Shorter ones, such as the "=" of an empty answer, are no secrets.
    private void AddSaid(string word)
    {
        if (word.Length >= MinLength && _known.Add(word))
            AddForm(word, SecretFormKind.Plain);
    }

    // RFC 6749, section 2.3.1: in a Basic header the secret is escaped first. Providers differ in what they escape.
    private void AddEncoded(string word)
    {
        var escaped = new HashSet<string>(StringComparer.Ordinal) { word, Uri.EscapeDataString(word), WebUtility.UrlEncode(word) };
        foreach (var text in escaped)
            AddBase64(Encoding.UTF8.GetBytes(text));
        AddBase64(Bytewise.GetBytes(word));
        AddForm(Hex.Of(Encoding.UTF8.GetBytes(word)), SecretFormKind.Hex);
    }

    private void AddBase64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
            AddForm(Base64Inside(bytes, before), SecretFormKind.Base64);
    }

    // The texts that a login encodes as a whole. Inside of anything else a short word can't be told from other characters.
    private void AddLogins(string word, string owner)
    {
        foreach (var login in new[] { word, $"\0{owner}\0{word}", $"{owner}\0{owner}\0{word}", $"{owner}:{word}" })
            AddForm(Convert.ToBase64String(Encoding.UTF8.GetBytes(login)).TrimEnd('='), SecretFormKind.Base64);
    }

    // The characters that are the same whatever surrounds the bytes: those whose six bits are the secret's alone.
    private static string Base64Inside(byte[] bytes, int before)
    {
        var padded = new byte[before + bytes.Length];
        bytes.CopyTo(padded, before);
        var first = ((before * 8) + 5) / 6;
        return Convert.ToBase64String(padded).Substring(first, (padded.Length * 8 / 6) - first);
    }

    private void AddForm(string text, SecretFormKind kind)
    {
        if (!_forms.Exists(form => form.IsSame(text, kind)))
            _forms.Add(new SecretForm(text, kind));
    }

    private static string Without(string text, bool[] covered)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (!covered[i])
                shown.Append(text[i]);
            else if (i == 0 || !covered[i - 1])
                shown.Append(Hidden);
        return shown.ToString();
    }
}
