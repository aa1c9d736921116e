using System.Linq;
using AngleSharp;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using SmtpSoar.Core.Html;
using Xunit;

namespace SmtpSoar.Tests.Html;

/// <summary>Our writer gives what the library's own gives, only sooner.</summary>
public sealed class HtmlWriterTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_BrokenHtml_IsWhatTheLibraryWrites(int seed) => AssertSame(new RandomHtml(seed).Broken(60));

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\"><title>&amp;</title>")]
    [InlineData("<pre>\n\nx</pre><textarea>\n\n</textarea><pre>x\n</pre><pre><b>\nx</b></pre>")]
    [InlineData("<template><p>in<template>deeper</template></template>after")]
    [InlineData("<svg><a xlink:href='x<>\"' xml:lang=en>t</a><path/></svg><math><mi>x</mi></math>")]
    [InlineData("<!--c--><br><img alt='&lt;\u00A0\"'><style>a > b</style><xmp><b></xmp><noscript>&lt;</noscript>\u00A0<?pi?>")]
    public void Write_WhatHasRulesOfItsOwn_IsWhatTheLibraryWrites(string html) => AssertSame(html);

    [Theory]
    [InlineData("<!DOCTYPE w0w<script>")]
    [InlineData("<!DOCTYPE html PUBLIC \"<script>\">")]
    [InlineData("<!DOCTYPE svg>")]
    public void Write_DoctypeOfAnotherSort_IsThatOfHtml(string doctype)
    {
        using var document = new HtmlParser().ParseDocument(doctype + "x");

        Assert.StartsWith("<!DOCTYPE html><html>", HtmlWriter.Write(document.ChildNodes, HtmlFormatter.Instance), System.StringComparison.Ordinal);
    }

    private static void AssertSame(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        if (document.Doctype is { Name: not "html" } odd)
            odd.Remove();

        Assert.Equal(document.ToHtml(HtmlFormatter.Instance), HtmlWriter.Write(document.ChildNodes, HtmlFormatter.Instance));
        var inside = document.Body!.ChildNodes;
        Assert.Equal(inside.ToHtml(HtmlFormatter.Instance), HtmlWriter.Write(inside, HtmlFormatter.Instance));
    }
}
