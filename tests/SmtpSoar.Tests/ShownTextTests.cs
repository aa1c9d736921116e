using System;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Text;
using Xunit;

namespace SmtpSoar.Tests;

/// <summary>Words of others that would do something to whoever reads them, or that have no end.</summary>
public sealed class ShownTextTests
{
    private const string Hostile = "a\u001B[31m\u0007\u009B\u007F\u202Eb\u2066\u2069";

    [Fact]
    public void Reply_OfAnyLength_IsNoLongerThanASentence() =>
        Assert.InRange(new SmtpReply(550, "5.1.1", new string('x', 60_000)).ToString().Length, 1_000, ShownText.MaxSentence);

    [Theory]
    [InlineData(0, "0 messages")]
    [InlineData(1, "1 message")]
    [InlineData(1_234_567, "1,234,567 messages")]
    public void Count_OfAnything_HasItsNoun(long count, string text) => Assert.Equal(text, ShownText.Count(count, "message"));

    [Fact]
    public void Outbox_BackAfterASecond_IsToldInTheSingular() => Assert.Equal(
        "The outbox is back after 1 second, and the worker goes on.",
        SmtpSoar.Core.Messages.WorkerOutboxBack(TimeSpan.FromSeconds(1.2)));

    [Fact]
    public void ContentId_InAWarning_IsHarmless()
    {
        Assert.DoesNotContain('\u000B', SmtpSoar.Core.Messages.ContentIdUnknown("lo\u000Bgo"));
        Assert.DoesNotContain('\u001B', SmtpSoar.Core.Messages.ContentIdUnused("lo\u001Bgo"));
    }

    [Fact]
    public void Line_EveryCharacter_IsHarmless()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            var shown = ShownText.Line($"x{c}y");
            var isHarmless = !char.IsControl(c) && !IsBidiControl(c) && c is not ('\u2028' or '\u2029');
            Assert.Equal(isHarmless, shown == $"x{c}y");
            Assert.Equal(3, shown.Length);
            Assert.DoesNotContain(shown, character => char.IsControl(character) || IsBidiControl(character));
        }
    }

    [Theory]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("a\u2028b\u0085c", "a b c")]
    [InlineData("a\u001Bb", "a\uFFFDb")]
    [InlineData("grüße 👩‍💻 שלום\u200F!", "grüße 👩‍💻 שלום\u200F!")]
    public void Line_IsOneLine(string text, string shown) => Assert.Equal(shown, ShownText.Line(text));

    [Fact]
    public void Line_WithoutAnythingToReplace_IsTheSameObject()
    {
        var text = "nothing".ToUpperInvariant();

        Assert.Same(text, ShownText.Line(text));
    }

    [Theory]
    [InlineData("a\tb\r\nc\n", "a\tb\r\nc\n")]
    [InlineData("password: x\rnothing", "password: x nothing")]
    [InlineData("\u001B[2J\r\n", "\uFFFD[2J\r\n")]
    public void Lines_KeepTheirEndsAndTabs(string text, string shown) => Assert.Equal(shown, ShownText.Lines(text));

    [Fact]
    public void Cut_InTheMiddleOfAPair_LeavesNoHalf()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 2_000));
        for (var longest = 10; longest < 40; longest++)
        {
            var cut = ShownText.Cut(text, longest);
            Assert.InRange(cut.Length, longest - 3, longest);
            Assert.Contains("…", cut, StringComparison.Ordinal);
            Assert.Equal(cut, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
        }
    }

    [Fact]
    public void Excerpt_InTheMiddleOfAPair_LeavesNoHalf()
    {
        var shown = new string('x', 99) + "…";
        Assert.Equal(shown, SafeText.Of(new string('x', 99) + "😀"));
        Assert.Equal(shown, SafeText.Of(new string('x', 99) + "😀 and more"));
    }

    [Fact]
    public void Quote_InTheMiddleOfAPair_LeavesNoHalf() =>
        Assert.Equal(new string('x', 299) + "…", Quote.Of(new string('x', 299) + "😀 and more"));

    [Fact]
    public void EveryError_WithHostileParticulars_IsHarmlessAndShort()
    {
        var huge = Hostile + new string('x', 1_000_000) + "END";
        foreach (var definition in Errors.All)
        {
            object?[] particulars = definition.Id.StartsWith("RawText", StringComparison.Ordinal) || definition.Id.StartsWith("RawCharsetTooSmall", StringComparison.Ordinal)
                ? [huge, 0x1F, huge, huge]
                : [huge, huge, huge, huge];

            var error = definition.Because(new IOException(Hostile, new InvalidOperationException(Hostile)), particulars);

            Assert.InRange(error.Sentence.Length, 1, 1_999);
            for (Exception? cause = error; cause is not null; cause = cause.InnerException)
            {
                AssertHarmless(cause.Message);
                AssertHarmless(cause.ToString().Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Error_WithALongParticular_KeepsTheOthersAndBothEnds()
    {
        var error = Errors.SenderRefused.With("mail.example.org", "begin" + new string('x', 100_000) + "end", "550 5.7.1 no");

        Assert.StartsWith("mail.example.org refused the sender 'begin", error.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("end': 550 5.7.1 no.", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_IsHarmlessToo()
    {
        var error = Errors.Stopped.With().Advising("Look at " + Hostile);

        AssertHarmless(error.Message);
        AssertHarmless(error.After(new SmtpReply(550, null, Hostile), Hostile).Message);
        AssertHarmless(error.After(new SmtpReply(550, null, Hostile), Hostile).Reply!.Text);
    }

    [Fact]
    public void Cause_WithHarmlessWords_StaysItself()
    {
        var cause = new IOException("The disk is full.", new InvalidOperationException("grüße"));

        Assert.Same(cause, Errors.Unexpected.Because(cause, "x", "y").InnerException);
    }

    [Fact]
    public void Refusals_OfManyWithOneReply_NameThreeAndCountTheOthers()
    {
        var same = Enumerable.Range(0, 150).Select(i => Refused($"user{i}@example.org", 550, "5.1.1", "No such user")).ToList();

        Assert.Equal("user0@example.org, user1@example.org, user2@example.org and 147 more (550 5.1.1 No such user)", RefusalList.Of(same));
    }

    [Fact]
    public void Refusals_ThatRepeatTheAddress_AreOneReply()
    {
        var same = Enumerable.Range(0, 150).Select(i => Refused($"user{i}@example.org", 550, "5.1.1", $"<user{i}@example.org>: unknown")).ToList();

        Assert.Equal("user0@example.org, user1@example.org, user2@example.org and 147 more (550 5.1.1 <user0@example.org>: unknown)", RefusalList.Of(same));
    }

    [Fact]
    public void Refusals_EachWithAReplyOfItsOwn_AreCounted()
    {
        var all = Enumerable.Range(0, 150).Select(i => Refused($"user{i}@example.org", 550, null, new string((char)('a' + (i % 26)), 5_000) + i)).ToList();

        var text = RefusalList.Of(all);

        Assert.EndsWith("; 146 more, with other replies", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100, 1_999);
    }

    [Fact]
    public void Refusals_OfTwo_AreToldEach() =>
        Assert.Equal(
            "a@example.org (550 5.1.1 no); b@example.org (450 busy)",
            RefusalList.Of([Refused("a@example.org", 550, "5.1.1", "no"), Refused("b@example.org", 450, null, "busy")]));

    private static RecipientResult Refused(string address, int code, string? enhanced, string text) =>
        new() { Address = address, Accepted = false, StatusCode = code, EnhancedStatusCode = enhanced, Text = text };

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, character => char.IsControl(character) || IsBidiControl(character));

    // Embeddings, overrides and isolates: Unicode Standard Annex 9, sections 2.1 to 2.5.
    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
