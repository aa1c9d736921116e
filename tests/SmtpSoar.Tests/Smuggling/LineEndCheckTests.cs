using System;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Composition.Rendering;
using Xunit;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>The one rule about line ends, in every way that bytes may come.</summary>
public sealed class LineEndCheckTests
{
    private static readonly char[] Alphabet = ['\r', '\n', '.', 'x'];

    [Theory]
    [InlineData("", null)]
    [InlineData("\r\n", null)]
    [InlineData("a\r\n.\r\n\r\n", null)]
    [InlineData("a\rb\r\n", "a CR without its LF at byte 2")]
    [InlineData("a\r\r\n", "a CR without its LF at byte 2")]
    [InlineData("\r\n\ra", "a CR without its LF at byte 3")]
    [InlineData("a\nb\r\n", "a LF without its CR at byte 2")]
    [InlineData("\n", "a LF without its CR at byte 1")]
    [InlineData("\r\n\n", "a LF without its CR at byte 3")]
    [InlineData("a\r\n\r", "a CR without its LF at byte 4")]
    [InlineData("a", "a line without an end at byte 1")]
    public void Bytes_InAnyChunks_AreJudgedTheSame(string text, string? fault)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
                Assert.Equal(fault, Fault(bytes[..first], bytes[first..second], bytes[second..]));
        }
    }

    // All texts of up to six of these characters: enough for each place that a chunk's end can have.
    [Fact]
    public void Bytes_OfAnyLineEnds_AreCleanOnlyWhereTheyArePairs()
    {
        for (var length = 0; length <= 6; length++)
        {
            for (var number = 0; number < Math.Pow(Alphabet.Length, length); number++)
            {
                var text = Text(number, length);
                var bytes = Encoding.ASCII.GetBytes(text);
                var isClean = text.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']) < 0;
                Assert.Equal(isClean, LineEndCheck.IsClean(bytes));
                Assert.Equal(isClean && (text.Length == 0 || text.EndsWith('\n')), Fault([.. bytes.Select(value => new[] { value })]) is null);
            }
        }
    }

    [Fact]
    public void Skip_WithinALine_IsRefused()
    {
        var check = new LineEndCheck();
        check.Add("a"u8);

        Assert.Equal("BareLineEnd", Assert.Throws<SmtpSoarException>(() => check.Skip(10)).ErrorId);
    }

    private static string? Fault(params byte[][] chunks)
    {
        var check = new LineEndCheck();
        try
        {
            foreach (var chunk in chunks)
                check.Add(chunk);
            check.EndLine();
            return null;
        }
        catch (SmtpSoarException error) when (error.ErrorId == "BareLineEnd")
        {
            return error.Sentence["The message has ".Length..error.Sentence.IndexOf(", where", StringComparison.Ordinal)];
        }
    }

    private static string Text(int number, int length)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++, number /= Alphabet.Length)
            text[i] = Alphabet[number % Alphabet.Length];
        return new string(text);
    }
}
