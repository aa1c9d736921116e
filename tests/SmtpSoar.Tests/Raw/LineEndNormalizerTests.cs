using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Raw.Text;
using Xunit;

namespace SmtpSoar.Tests.Raw;

public sealed class LineEndNormalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\r", "a\r\n")]
    [InlineData("a\n", "a\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData("\r\r\n\n\r", "\r\n\r\n\r\n\r\n")]
    [InlineData("a\n\r\nb\r\rc", "a\r\n\r\nb\r\n\r\nc\r\n")]
    [InlineData(".\r\n..\r\n", ".\r\n..\r\n")]
    public void Convert_AnyLineEnds_GivesCrLfHoweverItIsCutInChunks(string given, string wire)
    {
        for (var chunkLength = 1; chunkLength <= given.Length + 1; chunkLength++)
            Assert.Equal(wire, Convert(given, chunkLength));
    }

    [Fact]
    public void Convert_RandomText_AgreesWithARegularExpression()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var given = new string(random.GetItems("ab\r\n".AsSpan(), random.Next(40)));
            var expected = Regex.Replace(given, "\r\n|\r|\n", "\r\n");
            expected += expected.Length == 0 || expected.EndsWith('\n') ? "" : "\r\n";

            Assert.Equal(expected, Convert(given, random.Next(1, 7)));
        }
    }

    private static string Convert(string given, int chunkLength)
    {
        var normalizer = new LineEndNormalizer();
        var result = new List<byte>();
        var target = new byte[LineEndNormalizer.MaxOutput(chunkLength)];
        foreach (var chunk in Encoding.ASCII.GetBytes(given).Chunk(chunkLength))
            result.AddRange(target.AsSpan(0, normalizer.Convert(chunk, target)));

        result.AddRange(target.AsSpan(0, normalizer.Finish(target)));
        return Encoding.ASCII.GetString(result.ToArray());
    }
}
