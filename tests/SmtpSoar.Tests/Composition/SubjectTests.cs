using System;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class SubjectTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("two  blanks")]
    [InlineData("Grüße, 世界 😀 – üñîçøðé")]
    [InlineData("ASCII first, then é")]
    [InlineData("a:b;c,d\"e\\f(g)h<i>j@k=?l?=")]
    [InlineData("👩‍👩‍👧‍👦 family")]
    public void Compose_Subject_ArrivesAsGiven(string subject) => Assert.Equal(subject, Arrived(subject));

    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    [InlineData('世')]
    [InlineData(' ')]
    public void Compose_TwoThousandCharacters_FitIntoLinesAndArrive(char character)
    {
        var subject = "a" + new string(character, 1998) + "b";

        Assert.Equal(subject, Arrived(subject));
    }

    [Fact]
    public void Compose_TwoThousandEmoji_AreNeverCutInTheMiddle()
    {
        var subject = string.Concat(Enumerable.Repeat("a😀é", 700));

        Assert.Equal(subject, Arrived(subject));
        Assert.DoesNotContain('\uFFFD', Arrived(subject));
    }

    [Fact]
    public void Compose_LongAsciiSubject_IsFoldedAtBlanks()
    {
        var subject = string.Join(' ', Enumerable.Repeat("word", 200));
        var field = Field(subject);

        Assert.All(field.Split("\r\n"), line => Assert.InRange(line.Length, 1, 78));
        Assert.Equal("Subject: " + subject, field.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_NonAsciiSubject_IsUtf8()
    {
        Assert.Equal("Subject: =?utf-8?B?w6nDqQ==?=", Field("éé"));
        Assert.Equal("Subject: =?utf-8?Q?caf=C3=A9_au_lait?=", Field("café au lait"));
    }

    [Theory]
    [InlineData("a\r\nBcc: spy@example.org", "SubjectLineBreak")]
    [InlineData("a\nb", "SubjectLineBreak")]
    [InlineData("a\u2028b", "SubjectLineBreak")]
    [InlineData("a\0b", "TextNul")]
    public void Compose_WhatNoSubjectCanHold_IsRefused(string subject, string errorId) =>
        Assert.Equal(errorId, TestMail.Refusal(Request(subject)).ErrorId);

    [Fact]
    public void Compose_HalfACharacter_IsRefused() => Assert.Equal("TextSurrogate", TestMail.Refusal(Request("a\uDE00b")).ErrorId);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compose_RandomSubjects_ArriveAsGiven(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["a", "é", "世", "😀", " ", "?", "_", "word", ".", "\"", "ß"];
        for (var i = 0; i < 200; i++)
        {
            var subject = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => pieces[random.Next(pieces.Length)])).Trim();
            Assert.Equal(subject, Arrived(subject));
        }
    }

    private static string Arrived(string subject) => TestMail.Read(Request(subject)).Subject ?? "";

    private static string Field(string subject) => TestMail.Field(TestMail.Wire(TestMail.Compose(Request(subject))), "Subject")!;

    private static EmailRequest Request(string subject)
    {
        var request = TestMail.Text();
        request.Subject = subject;
        return request;
    }
}
