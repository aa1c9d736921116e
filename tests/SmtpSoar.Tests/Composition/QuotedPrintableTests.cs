using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Quoted-printable as RFC 2045, section 6.7, wants it, read by a decoder that shares no code with the encoder.</summary>
public sealed class QuotedPrintableTests
{
    private const int MaxLine = 76;

    private static readonly string[] Pieces =
    [
        "a", "=", "==", "a=b&", "é", "世", "😀", " ", "  ", "\t", " \t", "\r\n", "\n", " \r\n", "\t\n", ".", "\n.", "\n..\n", "From ", "=20", "=\r\n",
        "\u00A0", "\u0007", new string('x', 75), new string('=', 30), new string(' ', 80), new string('é', 20),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [InlineData("a=b&", 400)]
    [InlineData("=", 1100)]
    [InlineData("é", 600)]
    [InlineData(" ", 1100)]
    [InlineData("x", 1100)]
    [InlineData("x\t", 600)]
    [InlineData(".", 1100)]
    public void Compose_LongLine_IsBrokenAt76(string piece, int count) => Check(string.Concat(Enumerable.Repeat(piece, count)) + "=");

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Compose_RandomBodies_KeepToLinesAndArrive(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
            Check(string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    // Each position of a character of three bytes, a blank and a line end around the place where a line is full.
    [Fact]
    public void Compose_EachPositionAtTheEndOfALine_Arrives()
    {
        foreach (var piece in new[] { "=", " ", "\t", "é", "=\r\n", " \r\n", "\r\n", ".\r\n.", "==\r\n" })
            for (var length = 60; length < 90; length++)
                Check(new string('x', length) + piece + "x\r\n" + new string('y', 1000));
    }

    private static void Check(string body)
    {
        foreach (var part in Parts(body))
        {
            var lines = part.Split("\r\n");
            Assert.All(lines, line => Assert.True(line.Length <= MaxLine, $"{line.Length}: {line}"));
            Assert.All(lines, line => Assert.DoesNotMatch(@"[ \t]\z", line));
            Assert.Equal(WithCrLf(body).TrimEnd('\r', '\n'), Encoding.UTF8.GetString(Decode(lines)).TrimEnd('\r', '\n'));
        }
    }

    // The one part of a text mail, and the text part of one with HTML.
    private static IEnumerable<string> Parts(string body)
    {
        var alternative = TestMail.Html();
        alternative.TextBody = body;
        foreach (var wire in new[] { TestMail.WireText(TestMail.Text(body)), TestMail.WireText(alternative) })
        {
            var start = wire.IndexOf("Content-Transfer-Encoding: quoted-printable", StringComparison.Ordinal);
            if (start < 0 || body.Length == 0)
                continue;
            var content = wire[(wire.IndexOf("\r\n\r\n", start, StringComparison.Ordinal) + 4)..];
            var end = content.IndexOf("\r\n--", StringComparison.Ordinal);
            yield return wire.Contains("multipart/", StringComparison.Ordinal) ? content[..end] : content;
        }
    }

    private static string WithCrLf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static byte[] Decode(string[] lines)
    {
        var bytes = new List<byte>();
        foreach (var line in lines)
        {
            var isSoft = line.EndsWith('=');
            var text = isSoft ? line[..^1] : line;
            for (var i = 0; i < text.Length; i++)
            {
                bytes.Add(text[i] == '=' ? Convert.ToByte(text.Substring(i + 1, 2), 16) : (byte)text[i]);
                i += text[i] == '=' ? 2 : 0;
            }

            if (!isSoft)
                bytes.AddRange("\r\n"u8.ToArray());
        }

        return [.. bytes];
    }
}
