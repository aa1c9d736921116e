using System;
using System.Text;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>Messages whose lines end as no mail's may, each made of a seed.</summary>
internal sealed class HostileMessage
{
    private const string Commands = "MAIL FROM:<evil@x.example>\nRCPT TO:<victim@x.example>\nDATA\nSubject: smuggled\n\nx\n.\n";

    private static readonly string[] LineEnds = ["\r", "\n", "\r\n"];

    private static readonly string[] Poisons =
    [
        "\r", "\n", "\r\r\n", "\n\r", "\r\n\r", ".", "\r\n.", "\r\n..\r\n", "\r.\r\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\n.\n", "\r.\r", "\r\n.\r\n",
        "\r\n--b\r\n", "\r--b\r", "\n--b--\n", "\r--b--\r\n", "\u000B\u000C\u0085", "é", "ü\r", "\u00E2\u0080\u00A8", "\t", " \r\n ",
    ];

    private readonly Random _random;

    private HostileMessage(int seed) => _random = new Random(seed);

    /// <summary>The smallest one that showed the fault: one line makes it be encoded anew, another one smuggles.</summary>
    public static byte[] Smallest { get; } = Encoding.ASCII.GetBytes(
        "From: a@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + new string('x', 1200) + "\r\n--b\r\n\r\nx\r.\rMAIL FROM:<evil@x.example>\r\r\n--b--\r\n");

    /// <summary>The bytes of a message file.</summary>
    public static byte[] Make(int seed) => new HostileMessage(seed).Make();

    private byte[] Make()
    {
        var text = Header("multipart/mixed; " + Boundary()) + Multipart(depth: 0);
        text = _random.Next(6) switch
        {
            0 => text.Replace("\r\n", "\n", StringComparison.Ordinal),
            1 => text.Replace("\r\n", "\r", StringComparison.Ordinal),
            _ => text,
        };
        for (var count = _random.Next(8); count > 0; count--)
            text = Mutate(text);
        return Encoding.Latin1.GetBytes(text);
    }

    // The boundary is b, also where it is written in a way that holds a line break of its own.
    private string Boundary() => _random.Next(12) switch
    {
        0 => "boundary*=us-ascii''b%0D.%0DMAIL%20FROM:<evil@x.example>%0D",
        1 => "boundary*=us-ascii''b%0A.%0AMAIL%20FROM:<evil@x.example>%0A",
        2 => "boundary=\"b\"",
        _ => "boundary=b",
    };

    private string Header(string type) =>
        $"From: a@x.example\r\nSubject: s{Poison()}\r\n{Maybe($"X-Odd: v{Poison()}\r\n\tfolded{Poison()}\r\n")}MIME-Version: 1.0\r\nContent-Type: {type}\r\n\r\n";

    private string Multipart(int depth)
    {
        var text = new StringBuilder(Maybe("preamble" + Poison() + "\r\n"));
        for (var count = _random.Next(1, 5); count > 0; count--)
            text.Append("--b").Append(Maybe(Poison())).Append("\r\n").Append(Part(depth)).Append("\r\n");
        return text.Append("--b--\r\n").Append(Maybe("epilogue" + Poison() + "\r\n")).ToString();
    }

    private string Part(int depth) => _random.Next(7) switch
    {
        0 => $"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\ngr\u00C3\u00BCn{Poison()}\r\n",
        1 => $"X-Part: v{Poison()}\r\n\r\n{new string('x', 1200)}{Poison()}",
        2 => $"Content-Transfer-Encoding: base64\r\n\r\nQUJD{Poison()}REVG\r\n",
        3 => $"Content-Transfer-Encoding: quoted-printable\r\n\r\na=0D.=0D=\r\nb{Poison()}=C3=A9\r\n",
        4 => $"Content-Transfer-Encoding: {(_random.Next(2) == 0 ? "binary" : "7bit")}\r\n\r\nx{Poison()}y",
        5 when depth < 3 => "Content-Type: message/rfc822\r\n\r\n" + Header("multipart/mixed; boundary=b") + Multipart(depth + 1),
        _ => $"Content-Type: text/html\r\n\r\n<p>{Poison()}</p>\r\n.\r\nend",
    };

    private string Poison() => _random.Next(3) switch
    {
        0 => "",
        1 => Poisons[_random.Next(Poisons.Length)],
        _ => Smuggled(),
    };

    private string Smuggled()
    {
        var (before, after) = (LineEnds[_random.Next(3)], LineEnds[_random.Next(3)]);
        return before + "." + after + Commands.Replace("\n", LineEnds[_random.Next(3)], StringComparison.Ordinal);
    }

    private string Maybe(string text) => _random.Next(2) == 0 ? text : "";

    private string Mutate(string text)
    {
        var place = _random.Next(text.Length);
        return _random.Next(3) switch
        {
            0 => text.Remove(place, 1),
            1 => text.Insert(place, Poisons[_random.Next(Poisons.Length)]),
            _ => text.Insert(place, _random.Next(20) == 0 ? "\0" : LineEnds[_random.Next(3)]),
        };
    }
}
