using System;
using System.Diagnostics;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

/// <summary>What is composed parses back to the same, whatever the names are.</summary>
public sealed class AddressRandomTests
{
    private static readonly string[] Pieces = ["a", "Z", "é", "世", "😀", " ", "  ", ",", ";", ":", "\"", "\\", "(", ")", "<", ">", "@", ".", "?", "'", "\t", "ß", "longerword"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Compose_RandomNames_ArriveAsGiven(int seed)
    {
        var random = new Random(seed);
        var mailboxes = Enumerable.Range(0, random.Next(1, 8)).Select(number => Mailbox(random, number)).ToList();
        var request = TestMail.Text();
        request.To = [.. mailboxes.Select(mailbox => Written(mailbox.Name!, mailbox.Address))];

        var message = TestMail.Compose(request);
        var read = TestMail.Read(TestMail.Wire(message));

        Assert.Equal(mailboxes.Select(mailbox => mailbox.Address), TestMail.Recipients(message));
        Assert.Equal(mailboxes.Select(Comparable), read.To.Mailboxes.Select(Comparable));
    }

    [Fact]
    public void Compose_FiveThousandAddresses_TakesLinearTime()
    {
        Time(500);
        var few = Time(500);
        var many = Time(5000);

        Assert.True(many < TimeSpan.FromMilliseconds(200) + (30 * few), $"500: {few}, 5000: {many}");
    }

    [Fact]
    public void Parse_FiveThousandAddressesWithABadOne_FindsItInLinearTime()
    {
        var list = string.Join(", ", Enumerable.Range(0, 5000).Select(number => number == 4999 ? "bad" : $"\"N, {number}\" <a{number}@example.org>"));
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<SmtpSoarException>(() => AddressList.Parse([list], "-To"));

        Assert.Contains("'bad'", error.Sentence, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('(')]
    [InlineData('<')]
    [InlineData('\n')]
    [InlineData('"')]
    public void Parse_HundredThousandOfACharacter_IsAnsweredSoon(char character)
    {
        var watch = Stopwatch.StartNew();

        Record.Exception(() => AddressList.Parse(["a@example.org" + new string(character, 100_000) + "x"], "-To"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static TimeSpan Time(int count)
    {
        var request = TestMail.Text();
        request.To = [string.Join(", ", Enumerable.Range(0, count).Select(number => $"\"Näme, {number}\" <a{number}@example.org>"))];
        var watch = Stopwatch.StartNew();
        Assert.Equal(count, TestMail.Compose(request).Recipients.Count);
        return watch.Elapsed;
    }

    private static MailboxAddress Mailbox(Random random, int number)
    {
        var name = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        return new MailboxAddress(name, $"a{number}@example.org");
    }

    private static string Written(string name, string address) => $"\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\" <{address}>";

    // Blanks may be folded, and what looks like an encoded word is read as one.
    private static string Comparable(MailboxAddress mailbox) =>
        mailbox.Address + " " + string.Join(' ', (mailbox.Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
