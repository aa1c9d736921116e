using System;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class TextBodyTests
{
    [Theory]
    [InlineData("plain ASCII", ContentEncoding.SevenBit, "us-ascii")]
    [InlineData(" ", ContentEncoding.SevenBit, "us-ascii")]
    [InlineData("mostly ASCII with one é in a longer text", ContentEncoding.QuotedPrintable, "utf-8")]
    [InlineData("世界世界世界世界", ContentEncoding.Base64, "utf-8")]
    [InlineData("bell \u0007 and escape \u001B", ContentEncoding.QuotedPrintable, "us-ascii")]
    public void Compose_Text_HasTheBestEncoding(string body, ContentEncoding encoding, string charset)
    {
        var part = Part(body);

        Assert.Equal(encoding, EncodingOf(part));
        Assert.Equal(charset, part.ContentType.Charset);
        Assert.Equal(body, Unended(part.Text));
    }

    [Theory]
    [InlineData(997, ContentEncoding.SevenBit)]
    [InlineData(998, ContentEncoding.SevenBit)]
    [InlineData(999, ContentEncoding.QuotedPrintable)]
    [InlineData(5000, ContentEncoding.QuotedPrintable)]
    public void Compose_LongLine_IsEncodedWhereItMustBe(int length, ContentEncoding encoding)
    {
        var body = "short\n" + new string('x', length) + "\nshort";
        var part = Part(body);

        Assert.Equal(encoding, EncodingOf(part));
        Assert.Equal(body, Unended(part.Text));
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\rb\r")]
    [InlineData("a\r\n\nb\r\rc\n\r")]
    [InlineData("é\rü\nö\r\nä")]
    [InlineData("世\r界\n世\r\n界")]
    [InlineData("a\r")]
    public void Compose_AnyLineEnds_AreLineEnds(string body)
    {
        var part = Part(body);

        Assert.Equal(Unended(body.ReplaceLineEndings("\n")), Unended(part.Text));
    }

    [Fact]
    public void Compose_AnyLineEnds_AreCrLfInsideBase64()
    {
        var part = Part("世界\n世\r界世界");

        Assert.Equal(ContentEncoding.Base64, EncodingOf(part));
        Assert.Equal("世界\r\n世\r\n界世界", System.Text.Encoding.UTF8.GetString(Vectors.MessageComparison.Content(part)));
    }

    [Theory]
    [InlineData("-- \nsignature")]
    [InlineData("trailing tab\t\nand blanks   \n\nend  ")]
    [InlineData("From here\nFrom there")]
    [InlineData(".\n..\n.hidden\n.")]
    [InlineData("é From\nFrom é \n.\n")]
    public void Compose_LinesThatMailMayHarm_ArriveAsGiven(string body) => Assert.Equal(Unended(body), Unended(Part(body).Text));

    [Theory]
    [InlineData('\0', "TextNul")]
    [InlineData('\uD83D', "TextSurrogate")]
    [InlineData('\uDE00', "TextSurrogate")]
    public void Compose_WhatMailCantCarry_IsRefused(char character, string errorId)
    {
        var body = $"a{character}b";

        Assert.Equal(errorId, TestMail.Refusal(TestMail.Text(body)).ErrorId);
        Assert.Equal(errorId, TestMail.Refusal(TestMail.Html(body)).ErrorId);
        var request = TestMail.Html();
        request.TextBody = body;
        Assert.Equal(errorId, TestMail.Refusal(request).ErrorId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compose_RandomBodies_ArriveAsGiven(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["a", "é", "世", "😀", " ", "=", ".", "\n", "\r\n", "\r", "From ", "\t", new string('x', 400)];
        for (var i = 0; i < 200; i++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.Equal(Unended(body.ReplaceLineEndings("\n")), Unended(Part(body).Text));
        }
    }

    private static TextPart Part(string body) => (TextPart)TestMail.Read(TestMail.Text(body)).Body!;

    // No field says 7bit.
    private static ContentEncoding EncodingOf(MimePart part) =>
        part.ContentTransferEncoding == ContentEncoding.Default ? ContentEncoding.SevenBit : part.ContentTransferEncoding;

    private static string Unended(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.EndsWith('\n') ? lines[..^1] : lines;
    }
}
