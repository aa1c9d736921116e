using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Gmail;
using SmtpSoar.Core.Graph;
using SmtpSoar.Core.Smtp.Protocol;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary><c>docs/replies.md</c> has a section for each reply that there is advice for, and the advice names it.</summary>
public sealed class ReplyPageTests
{
    private static readonly Regex Heading = new("^### (?<reply>.+)$", RegexOptions.Multiline);

    private static readonly Regex LinkWithin = new(@"\]\(#(?<section>[^)]+)\)");

    [Fact]
    public void Sections_AreThoseOfTheAdvice() =>
        Assert.Equal(
            ReplyAdvice.Sections.Concat(GraphAdvice.Sections).Concat(GmailAdvice.Sections).Order(StringComparer.Ordinal),
            Headings().Order(StringComparer.Ordinal));

    [Fact]
    public void Links_WithinThePage_LeadToASection() =>
        Assert.All(LinkWithin.Matches(Page()).Cast<Match>(), link => Assert.Contains(link.Groups["section"].Value, Anchors()));

    [Theory]
    [InlineData(535, "5.7.139", "basic authentication is disabled", "535 5.7.139")]
    [InlineData(552, null, "too big", "552")]
    [InlineData(451, "4.7.1", "Greylisted", "4xx")]
    public void Advice_EndsWithItsSectionInTheHelp(int code, string? enhanced, string text, string section)
    {
        var advice = ReplyAdvice.For(new SmtpReply(code, enhanced, text));

        Assert.EndsWith($" See {section} in Get-Help about_SmtpSoar_Replies.", advice, StringComparison.Ordinal);
    }

    private static string Page() => Repository.Read("docs", "replies.md");

    private static IEnumerable<string> Headings() => Heading.Matches(Page()).Select(heading => heading.Groups["reply"].Value);

    // As GitHub makes them: dots go, blanks become hyphens.
    private static IEnumerable<string> Anchors() =>
        Headings().Select(heading => heading.Replace(".", "", StringComparison.Ordinal).Replace(' ', '-'));
}
