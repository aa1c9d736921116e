using System;
using System.Linq;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Text made to break readers of text: pieces that have a meaning to one of them, put together by chance.</summary>
internal static class Nasty
{
    private static readonly string[] Breaks =
    [
        "\r", "\n", "\r\n", "\n\r", "\r\r\n", "\r\n\r\n", "\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n ", "\n\t", "\u0085", "\u2028",
        "\u2029", "\v", "\f", "\0", "\u001B[31m", "\a",
        "\\r\\n", "\\n", "%0d%0a", "=0D=0A", "&#13;&#10;", "\\u000d\\u000a",
    ];

    private static readonly string[] Smuggled =
    [
        "\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<y@evil.example>\r\nDATA\r\n", "\r\n.\r\nMAIL FROM:<x@evil.example>\r\n",
        "\n.\nRCPT TO:<y@evil.example>\n",
        "\r.\rMAIL FROM:<x@evil.example>\r", "\r\nBcc: x@evil.example", "\nX-Evil: 1", "\r\n\r\n<script>evil</script>",
        "\r\nContent-Type: text/evil",
        " SIZE=1 BODY=8BITMIME", "> NOTIFY=NEVER", "\r\nRSET\r\n", "\r\nQUIT\r\n",
    ];

    private static readonly string[] Marks =
    [
        "\"", "'", "\\", "\\\"", "<", ">", "<>", "<<", "(", ")", "[", "]", "@", ",", ";", ":", ".", "..", "=", "?", "*", "%", "&", "|",
        "/", "{", "}", "#", "+", "-", "--", "_", "!", "$", "~", "`", "^",
        " ", "  ", "\t", "\u00A0", "\u3000", "\uFEFF", "\u200B", "\u00AD",
    ];

    private static readonly string[] Encoded =
    [
        "=?utf-8?Q?a=0D=0AX-Evil:_1?=", "=?utf-8?B?DQpYLUV2aWw6IDE=?=", "=?utf-8?Q?=22=3E?=", "=?utf-8?Q?=00=1B[31m?=", "=?x?x?x?=",
        "=?utf-8?Q?", "?=", "=?utf-8?B?////?=", "=?utf-7?Q?+AA0-?=",
        "=?iso-2022-jp?B?GyRC?=", "=?utf-8?Q?x@evil.example,?=", "*0*=utf-8''%0D%0A", "*=utf-8''a%00b", "filename*1=\"x\"",
        "utf-8''%E2%80%AE", "xn--", "xn--a", "xn--80ak6aa92e",
    ];

    private static readonly string[] Letters =
    [
        "é", "ß", "世", "😀", "\uD83D", "\uDE00", "\uD800\uD800", "\u202E", "\u202A", "\u2066", "\u2069", "e\u0301\u0301\u0301", "İ", "ı",
        "ſ", "K", "①", "℡", "\uFF1E", "\uFF1C", "\uFF20", "\uFE50", "\uFF0E", "\uFFFD", "\uFFFF", "\u0378",
        "a", "b", "Z", "0", "9", "abc", "example", "mailto:", "cid:", "http://", "NaN", "null", "true", "-1", "1e999", "../", "C:\\",
        "~/", "CON", "${x}", "$(x)", "{0}", "{", "%s", "%n",
    ];

    private static readonly string[] Mime =
    [
        "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n", "--b--\r\n", "\r\n--b", "--",
        "Content-Type: message/rfc822\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "begin 644 x\n",
        "From x@evil.example Sat Nov 28 00:00:00 2026\n",
        "text/plain; charset=\"", "a/b/c", "boundary=\"\r\n--x\"", "multipart/mixed", "message/rfc822", "text/", "/", "charset=utf-16",
        "name=\"", "; =;", "text/plain; charset*=utf-8''x",
    ];

    private static readonly string[][] All = [Breaks, Smuggled, Marks, Marks, Marks, Encoded, Letters, Letters, Mime];

    /// <summary>Some pieces in a row.</summary>
    public static string Text(Random random, int most = 8)
    {
        var text = new StringBuilder();
        for (var piece = random.Next(most + 1); piece > 0; piece--)
            text.Append(Piece(random));
        return text.ToString();
    }

    /// <summary>One piece; now and then a very long one.</summary>
    public static string Piece(Random random)
    {
        var piece = Pick(random, All[random.Next(All.Length)]);
        return random.Next(400) == 0 ? string.Concat(Enumerable.Repeat(piece, 1 + (random.Next(20_000) / piece.Length))) : piece;
    }

    /// <summary>A good text with some damage: pieces put in, characters taken away, parts repeated.</summary>
    public static string Damaged(Random random, string text)
    {
        for (var wounds = random.Next(4); wounds > 0; wounds--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(8, text.Length - at + 1));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                _ => text.Insert(at, Piece(random)),
            };
        }

        return text;
    }

    /// <summary>A good text mostly, or a damaged one, or none that is any good.</summary>
    public static string Like(Random random, params string[] good) => random.Next(8) switch
    {
        0 => Text(random),
        < 5 => Damaged(random, Pick(random, good)),
        _ => Pick(random, good),
    };

    public static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>Whether something happens that does so one time in some.</summary>
    public static bool Once(Random random, int inSome) => random.Next(inSome) == 0;
}
