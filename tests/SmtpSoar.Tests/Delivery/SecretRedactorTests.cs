using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using SmtpSoar.Core.Text.Redaction;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The looks that a secret may have when somebody quotes it.</summary>
public sealed class SecretWordsTests
{
    private const string Word = "p\"4 ss+w%r/d=é&_\\";
    private const string User = "alice@example.org";
    private const string Hidden = "********";

    // Each is what some protocol makes of a secret; made here by the framework, and not by what is tested.
    private static readonly Dictionary<string, Func<string, string>> Looks = new()
    {
        ["plain"] = word => word,
        ["UTF-8 read bytewise"] = word => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(word)),
        ["URL"] = Uri.EscapeDataString,
        ["URL in lower case"] = word => LowerEscapes(Uri.EscapeDataString(word)),
        ["form"] = word => WebUtility.UrlEncode(word),
        ["form in lower case"] = word => LowerEscapes(WebUtility.UrlEncode(word)),
        ["URL, some of it"] = word => word.Replace(" ", "%20", StringComparison.Ordinal).Replace("é", "%C3%A9", StringComparison.Ordinal),
        ["every byte escaped"] = word => string.Concat(Encoding.UTF8.GetBytes(word).Select(one => $"%{one:x2}")),
        ["quoted-printable"] = word => string.Concat(Encoding.UTF8.GetBytes(word).Select(one => one is > 32 and < 127 and not (byte)'=' ? ((char)one).ToString() : $"={one:X2}")),
        ["xtext"] = word => string.Concat(Encoding.UTF8.GetBytes(word).Select(one => one is > 32 and < 127 and not (byte)'=' and not (byte)'+' ? ((char)one).ToString() : $"+{one:X2}")),
        ["JSON"] = word => System.Text.Json.JsonSerializer.Serialize(word).Trim('"'),
        ["quoted string"] = word => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
        ["HTML"] = WebUtility.HtmlEncode,
        ["octal"] = word => Bytes(word, one => "\\" + Convert.ToString(one, 8).PadLeft(3, '0')),
        ["octal beyond ASCII"] = word => Bytes(word, one => one < 128 ? $"{(char)one}" : "\\" + Convert.ToString(one, 8)),
        ["hex of C"] = word => Bytes(word, one => $"\\x{one:x2}"),
        ["two lines"] = word => word.Insert(word.Length / 2, "\n"),
        ["two lines with codes"] = word => word.Insert(word.Length / 2, "\r\n550-5.7.1 "),
        ["hex"] = word => Convert.ToHexString(Encoding.UTF8.GetBytes(word)),
        ["hex in lower case"] = word => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word)),
        ["base64"] = Base64,
        ["base64 of PLAIN"] = word => Base64($"\0{User}\0{word}"),
        ["base64 of PLAIN with both names"] = word => Base64($"{User}\0{User}\0{word}"),
        ["base64 of Basic"] = word => Base64($"{User}:{word}"),
        ["base64 of Basic, escaped"] = word => Base64($"{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(word)}"),
        ["base64 of Basic, as a form"] = word => Base64($"{WebUtility.UrlEncode(User)}:{WebUtility.UrlEncode(word)}"),
        ["base64 of XOAUTH2"] = word => Base64($"user={User}\u0001auth=Bearer {word}\u0001\u0001"),
        ["base64 of OAUTHBEARER"] = word => Base64($"n,a={User},\u0001host=mail.example.org\u0001port=587\u0001auth=Bearer {word}\u0001\u0001"),
        ["base64url"] = word => Base64($"x{word}").Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["base64, escaped"] = word => Uri.EscapeDataString(Base64($"xx{word}")),
        ["base64 in a form"] = word => Base64($"xx{word}").Replace('+', ' '),
    };

    private static string Bytes(string word, Func<byte, string> look) => string.Concat(Encoding.UTF8.GetBytes(word).Select(look));

    public static TheoryData<string> AllLooks => [.. Looks.Keys];

    [Theory]
    [MemberData(nameof(AllLooks))]
    public void Secret_InAnyLook_IsHidden(string look)
    {
        foreach (var word in new[] { Word, "Pl4nted-S3cret", "correct horse battery staple", "ünïcödé-пароль-密码", "a/b+c/d+e/f+g", "%41%42%43%44" })
        {
            var secrets = With(word);
            var quoted = Looks[look](word);

            var shown = secrets.Hide($"550 5.7.1 <{quoted}> is wrong, ({quoted})");

            Assert.DoesNotContain(quoted, shown, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("550 5.7.1 <" + Hidden, shown, StringComparison.Ordinal);
            Assert.EndsWith(")", shown, StringComparison.Ordinal);
            Assert.Contains(" is wrong, (", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Secrets_OfAnySort_AreFoundInAnySurroundings()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var letters = "abcXYZ019 +/=%&\"'\\<>_-.~!*()é\u0142\u5bc6";
        for (var i = 0; i < 3_000; i++)
        {
            var word = new string([.. Enumerable.Range(0, random.Next(6, 40)).Select(_ => letters[random.Next(letters.Length)])]);
            var (look, make) = Looks.ElementAt(random.Next(Looks.Count));
            var quoted = make(word);
            var (before, after) = (Noise(random), Noise(random));

            var shown = With(word).Hide($"{before} {quoted} {after}");

            Assert.False(shown.Contains(quoted, StringComparison.Ordinal), $"seed {seed}: '{word}' as {look} '{quoted}' in '{shown}'");
        }
    }

    [Theory]
    [InlineData("pass1", "250 pass1 ok", "250 ******** ok")]
    [InlineData("pass1", "250 <pass1>", "250 <********>")]
    [InlineData("pass1", "250 pass12 xpass1", "250 pass12 xpass1")]
    [InlineData("pass1", "250 a pa%73s1!", "250 a ********!")]
    [InlineData("abc", "abc: abcd", "********: abcd")]
    [InlineData("ok", "250 ok", "250 ok")]
    [InlineData("secret", "250 secrets and secret", "250 ********s and ********")]
    [InlineData("secret", "250 SECRET", "250 SECRET")]
    public void ShortSecret_IsHiddenAsAWholeWord(string word, string said, string shown) => Assert.Equal(shown, With(word).Hide(said));

    [Theory]
    [InlineData("abc")]
    [InlineData("ab12")]
    [InlineData("pass1")]
    public void ShortSecret_InALogin_IsHidden(string word)
    {
        foreach (var login in new[] { word, $"\0{User}\0{word}", $"{User}\0{User}\0{word}", $"{User}:{word}" })
            Assert.Equal($"535 no: {Hidden}", With(word).Hide($"535 no: {Base64(login)}"));
    }

    // A connection that breaks, or a text that was shortened.
    [Theory]
    [InlineData("535 bad: Pl4nte", "535 bad: ********")]
    [InlineData("535 bad: Pl4nt", "535 bad: Pl4nt")]
    public void Secret_CutOffAtTheEnd_IsHidden(string said, string shown) => Assert.Equal(shown, With("Pl4nted-S3cret").Hide(said));

    [Theory]
    [InlineData("250 2.0.0 Ok: queued as 4fXk2P0Zq7z1")]
    [InlineData("")]
    [InlineData("%%%===+++\\\\\\&&&___%2%4=\\u12&#;&amp")]
    public void Text_WithoutSecrets_StaysTheSameObject(string text) => Assert.Same(text, With("Pl4nted-S3cret").Hide(text));

    [Fact]
    public void Text_MadeToBeSlow_IsNot()
    {
        var secrets = With(string.Concat(Enumerable.Repeat("%25", 40)));

        // Each percent sign may be itself or begin an escape: tried one after the other, these ways would be more than can be counted.
        var shown = secrets.Hide(string.Concat(Enumerable.Repeat("%25", 2_000)) + "x");

        Assert.True(shown.Length < 6_000);
    }

    private static SecretRedactor With(string word)
    {
        var secrets = new SecretRedactor();
        secrets.Add(word, User);
        return secrets;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string LowerEscapes(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "%[0-9A-F]{2}", escape => escape.Value.ToLowerInvariant());

    private static string Noise(Random random) => new([.. Enumerable.Range(0, random.Next(20)).Select(_ => "xyz %=+&\\_"[random.Next(10)])]);
}
