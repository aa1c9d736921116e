using System;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class InlinePartTests
{
    [Theory]
    [InlineData("logo", "logo")]
    [InlineData("<logo@example.org>", "logo@example.org")]
    [InlineData("  <logo> ", "logo")]
    [InlineData("cid:logo", "logo")]
    public void Compose_ContentId_MakesAnInlinePartWithName(string given, string written)
    {
        var wire = Wire(given, "<img src='cid:x'>");
        var part = (MimePart)((MultipartRelated)TestMail.Read(wire).Body!)[1];

        Assert.Equal(ContentDisposition.Inline, part.ContentDisposition!.Disposition);
        Assert.Equal("logo.png", part.ContentDisposition.FileName);
        Assert.Contains($"Content-Id: <{written}>\r\n", System.Text.Encoding.ASCII.GetString(wire), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("")]
    public void Compose_BlankContentId_IsNone(string given) =>
        Assert.Equal("multipart/mixed", TestMail.Read(Wire(given, "<p>x</p>")).Body!.ContentType.MimeType);

    [Theory]
    [InlineData("<>")]
    [InlineData("a b")]
    [InlineData("ünï")]
    [InlineData("a>\r\nX: y")]
    public void Compose_WhatNoContentIdCanBe_IsRefused(string given)
    {
        var error = Assert.Throws<SmtpSoarException>(() => Wire(given, "<p>x</p>"));

        Assert.Equal("ContentIdInvalid", error.ErrorId);
    }

    [Fact]
    public void Compose_ContentIdTwice_IsRefused()
    {
        using var files = new TestFiles();
        var request = TestMail.Html();
        request.Attachments = [files.Add("a.png", contentId: "x"), files.Add("b.png", contentId: "<x>")];

        Assert.Equal("ContentIdRepeated", TestMail.Refusal(request).ErrorId);
    }

    [Fact]
    public void Compose_ContentIdNeverUsed_Warns()
    {
        var warning = Assert.Single(Warnings("<p>no picture</p>", "logo"));

        Assert.Contains("'logo'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_CidThatNobodyProvides_Warns()
    {
        var warning = Assert.Single(Warnings("<img src='cid:logo'><td background=cid:missing@x>", "logo"));

        Assert.Contains("'cid:missing@x'", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=\"cid:logo\">")]
    [InlineData("<img src=CID:logo>")]
    [InlineData("<div style=\"background:url('cid:logo')\">")]
    [InlineData("<img src='cid:lo%67o'>")]
    public void Compose_ContentIdUsed_DoesNotWarn(string html) => Assert.Empty(Warnings(html, "<logo>"));

    private static string[] Warnings(string html, string contentId)
    {
        using var files = new TestFiles();
        var request = TestMail.Html(html);
        request.Attachments = [files.Add("logo.png", contentId: contentId)];
        return [.. TestMail.Compose(request).Warnings];
    }

    private static byte[] Wire(string contentId, string html)
    {
        using var files = new TestFiles();
        var request = TestMail.Html(html);
        request.Attachments = [files.Add("logo.png", contentId: contentId)];
        return TestMail.Wire(TestMail.Compose(request));
    }
}
