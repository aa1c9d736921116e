using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Composition.Rendering;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>What is true of every message that we compose.</summary>
internal static class WireRules
{
    private const int MaxLine = 998;
    private const int MaxEncodedWord = 75;

    private static readonly Regex s_bareBreak = new(@"\r(?!\n)|(?<!\r)\n", RegexOptions.CultureInvariant);
    private static readonly Regex s_headerLine = new(@"^([\x21-\x39\x3B-\x7E]+:( |$)|[ \t]+\S)", RegexOptions.CultureInvariant);
    private static readonly Regex s_encodedWord = new(@"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=", RegexOptions.CultureInvariant);
    private static readonly Regex s_blindCopy = new(@"^(Resent-)?Bcc\s*:", RegexOptions.Multiline | RegexOptions.IgnoreCase);

    public static void Check(RenderedMessage image, byte[] wire)
    {
        Assert.Equal(image.Size, wire.LongLength);
        var text = Encoding.Latin1.GetString(wire);
        Assert.DoesNotMatch(s_bareBreak, text);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.True(text.Split("\r\n").Max(line => line.Length) <= MaxLine, "a line is too long");

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        CheckHeader(text[..end], image);
        Assert.True(image.HasEightBitBody || text[end..].All(char.IsAscii), "the body has 8-bit content and does not say so");
        Assert.DoesNotContain('\0', text);
    }

    private static void CheckHeader(string header, RenderedMessage image)
    {
        Assert.Equal(header, Encoding.Latin1.GetString(image.HeaderBlock));
        Assert.True(image.HasEightBitHeader || header.All(char.IsAscii), "the header has 8-bit content and does not say so");
        Assert.All(header.TrimEnd().Split("\r\n"), line => Assert.Matches(s_headerLine, line));
        Assert.All(s_encodedWord.Matches(header).Cast<Match>(), word => Assert.InRange(word.Length, 1, MaxEncodedWord));
        Assert.DoesNotMatch(s_blindCopy, header);
        foreach (var name in new[] { "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type" })
            Assert.InRange(Regex.Count(header, $"^{name}:", RegexOptions.Multiline | RegexOptions.IgnoreCase), name is "To" or "Subject" ? 0 : 1, 1);
    }
}
