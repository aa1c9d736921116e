using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>
/// Messages of ASCII text alone are written without MimeKit. <see cref="TestMail.Compose(ComposedMailRequest, SmtpAsset?)"/> holds each of them,
/// in all tests, against what MimeKit writes.
/// </summary>
public class PlainTextTests
{
    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", ".", "..", "From ", "From", "\nFrom ", " ", "\t", "=", "a word ", new string('x', 70), new string('y', 300), "\u00e9", "\u007f", "\f",
    ];

    [Theory]
    [InlineData("Hello")]
    [InlineData("Hello\r\n")]
    [InlineData("two\nlines\n")]
    [InlineData("a\rb")]
    [InlineData(" ")]
    [InlineData("\n\n")]
    [InlineData(".\n..\n")]
    [InlineData("\ttab\n")]
    [InlineData("see: From me")]
    [InlineData("=20 is a blank")]
    public void Text_AsciiInShortLines_IsWrittenWithoutTheLibrary(string body)
    {
        var message = TestMail.Compose(TestMail.Text(body));

        Assert.True(TestMail.IsPlainText(message));
    }

    [Theory]
    [InlineData("caf\u00e9")]
    [InlineData("From here\n")]
    [InlineData("a\nFrom here\n")]
    [InlineData("page\fbreak")]
    [InlineData("\u007f")]
    [InlineData("<html>page</html>")]
    public void Text_ThatNeedsMore_IsWrittenByTheLibrary(string body)
    {
        var message = TestMail.Compose(TestMail.Text(body));

        Assert.False(TestMail.IsPlainText(message));
    }

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void Text_LongLine_IsPlainUpToTheLimitOfMail(int length, bool isPlain)
    {
        foreach (var body in new[] { new string('x', length), "a\n" + new string('x', length) + "\nb", new string('x', length) + "\r\n" })
            Assert.Equal(isPlain, TestMail.IsPlainText(TestMail.Compose(TestMail.Text(body))));
    }

    [Fact]
    public void Header_OfAnyKind_IsTheSameWithoutTheLibrary()
    {
        foreach (var request in Requests())
            Assert.True(TestMail.IsPlainText(TestMail.Compose(request)), request.Subject);
    }

    [Fact]
    public void Text_OfAnyPieces_IsTheSameWithoutTheLibrary()
    {
        var chance = new Random(20);
        var plain = 0;
        for (var i = 0; i < 2000; i++)
        {
            var body = string.Concat(Enumerable.Range(0, chance.Next(1, 12)).Select(_ => Pieces[chance.Next(Pieces.Length)]));
            plain += TestMail.IsPlainText(TestMail.Compose(TestMail.Text(body))) ? 1 : 0;
        }

        Assert.InRange(plain, 200, 1800);
    }

    private static IEnumerable<ComposedMailRequest> Requests()
    {
        yield return With("Everything", request =>
        {
            request.From = "\"Doe, Jane\" <jane@example.org>";
            request.To = ["Ann Smith <ann@example.org>", "Team: a@example.org, b@example.org;", "caf\u00e9 <c@example.org>"];
            request.Cc = [string.Join(", ", Enumerable.Range(0, 40).Select(i => $"person{i}@example.org"))];
            request.Bcc = ["hidden@example.org"];
            request.ReplyTo = ["reply@b\u00fccher.example"];
            request.ReadReceiptTo = ["read@example.org"];
            request.Priority = MailPriority.High;
        });
        yield return With(string.Join(" ", Enumerable.Repeat("long", 60)), request => request.Priority = MailPriority.Low);
        yield return With("", _ => { });
        yield return With(" blanks ", _ => { });
        yield return With("\u00fcber " + new string('\u00e9', 90), _ => { });
        yield return With(new string('s', 900), _ => { });
        yield return With("Fields", request => request.Headers =
        [
            new("X-Case", "1"), new("X-Case", "2"), new("Sender", "sender@example.org"), new("Reply-To", "other@example.org"),
            new("Date", "Sat, 28 Nov 2026 15:36:00 +0100"), new("Priority", "normal"), new("IMPORTANCE", "low"), new("Message-ID", "<a@example.org>"),
            new("References", "<b@example.org> <c@example.org>"), new("Resent-To", "Zo\u00eb <zoe@example.org>"), new("Received", "by x"),
            new("Keywords", "\u00e9t\u00e9"), new("List-Unsubscribe", "<https://example.org/" + new string('u', 200) + ">"), new("Empty", ""),
            new("MIME-Version", "1.0"), new("DKIM-Signature", "v=1; a=b"), new("Return-Path", "<>"),
        ]);
        yield return With("Both", request =>
        {
            request.Priority = MailPriority.High;
            request.Headers = [new("x-priority", "3"), new("Importance", "normal"), new("Importance", "low"), new("Subject", "Other"), new("To", "shown@example.org")];
        });
    }

    private static EmailRequest With(string subject, Action<EmailRequest> change)
    {
        var request = TestMail.Text();
        request.Subject = subject;
        change(request);
        return request;
    }
}
