using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Reading.Content;
using Xunit;
using static SmtpSoar.Tests.Reading.Reader;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that were made to harm their readers: each is read as far as it goes, in bounded time and memory, and says what is wrong.</summary>
public sealed class HostileMailTests
{
    // Far more than any of them takes on a slow machine, and far less than one without a limit would take.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);
    private const long MaxAllocated = 1L << 30;

    [Fact]
    public void Multiparts_InEachOther_EndAtALimit()
    {
        var text = new StringBuilder(Head);
        for (var level = 0; level < 50_000; level++)
            text.Append("Content-Type: multipart/mixed; boundary=b").Append(level).Append("\r\n\r\n--b").Append(level).Append("\r\n");

        Assert.Contains(Bounded(text.ToString()).Warnings, warning => warning.Contains("MaxDepth"));
    }

    [Fact]
    public void Mails_InEachOther_EndAtALimit()
    {
        var text = new StringBuilder(Head);
        for (var level = 0; level < 50_000; level++)
            text.Append("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n");

        Assert.Contains(Bounded(text.ToString()).Warnings, warning => warning.Contains("MaxDepth"));
    }

    [Fact]
    public void Parts_AHundredThousand_EndAtALimit()
    {
        var parts = string.Concat(Enumerable.Repeat("--b\r\nContent-Type: application/x-y\r\n\r\nx\r\n", 100_000));

        var mail = Bounded(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n");

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxParts"));
        Assert.InRange(mail.Attachments.Count, 9_000, 10_000);
        Assert.Equal("test", mail.Subject);
    }

    [Fact]
    public void Fields_AMillion_EndAtALimit()
    {
        var mail = Bounded(Head + string.Concat(Enumerable.Repeat("X-A: b\r\n", 1_000_000)) + "\r\ntext");

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxHeaders"));
        Assert.Equal("test", mail.Subject);
    }

    [Fact]
    public void Fields_OfManyBytes_EndAtALimit()
    {
        var mail = Bounded(Head + string.Concat(Enumerable.Repeat("X-A: " + new string('x', 10_000) + "\r\n", 2_000)) + "\r\ntext");

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxHeaderBytes"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\r\n ")]
    [InlineData("\r\n x")]
    [InlineData("=?utf-8?Q?=41?= ")]
    [InlineData("a@example.org, ")]
    [InlineData("<")]
    [InlineData("(")]
    [InlineData("a:")]
    [InlineData(";a*1*=utf-8''b")]
    public void Field_OfAnyLength_EndsAtALimit(string piece)
    {
        foreach (var name in new[] { "To", "Content-Type", "Content-Disposition", "X-A" })
        {
            var value = name == "Content-Type" ? "text/plain" : "";
            var mail = Bounded($"{Head}{name}: {value}{string.Concat(Enumerable.Repeat(piece, 3_000_000 / piece.Length))}\r\n\r\ntext");
            Assert.Contains(mail.Warnings, warning => warning.Contains("MaxFieldBytes"));

            var below = Bounded($"{Head}{name}: {value}{string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length))}\r\n\r\ntext");
            Assert.Equal("text", below.TextBody ?? "text");
        }
    }

    [Fact]
    public void Field_WithoutEnd_EndsAtALimit() =>
        Assert.Contains(Bounded("From: " + new string('x', 20_000_000)).Warnings, warning => warning.Contains("MaxFieldBytes"));

    [Fact]
    public void Text_OfManyBytes_IsCutOff()
    {
        var mail = Bounded(Head + "\r\n" + new string('x', 40_000_000));

        Assert.Equal(ReadLimits.Default.MaxTextBytes, mail.TextBody!.Length);
        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxTextBytes"));
    }

    [Fact]
    public void Base64_ThatIsNone_IsReadAsFarAsItGoes()
    {
        var mail = Bounded(Head + Multipart(
            "mixed",
            "m",
            "\r\ntext",
            "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + new string('=', 10_000_000),
            "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + new string('A', 10_000_001),
            "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + string.Concat(Enumerable.Repeat("\0é!", 1_000_000))));

        Assert.Equal(3, mail.Attachments.Count);
    }

    [Fact]
    public void Base64_WithManyCharactersOfNoMeaning_IsReadToItsEnd()
    {
        var broken = "QUJD" + new string('"', 100_000) + "\r\n" + new string('\n', 100_000) + "REVG";
        var mail = Bounded(Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + broken));

        var attachment = Assert.Single(mail.Attachments);
        Assert.Equal(6, attachment.Size);
    }

    [Fact]
    public void Content_OfBase64WithManyCharactersOfNoMeaning_IsWhatItsDigestSays()
    {
        var broken = "QUJD" + new string('"', 100_000) + "REVG";
        using var file = new Raw.TemporaryFile(Encoding.Latin1.GetBytes(
            Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + broken)));

        var mail = new Core.Reading.MailImport(new Core.Reading.MailImportOptions()).FromFile(file.Path, System.Threading.CancellationToken.None);

        Assert.Equal("ABCDEF", Content(Assert.Single(mail.Attachments).Content!));
    }

    [Fact]
    public void Attachment_Large_IsNotHeld()
    {
        var bytes = Encoding.Latin1.GetBytes(Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: a/b\r\n\r\n" + new string('x', 64 << 20)));
        using var file = new Raw.TemporaryFile(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var mail = new Core.Reading.MailImport(new Core.Reading.MailImportOptions()).FromFile(file.Path, System.Threading.CancellationToken.None);
        using var content = Assert.Single(mail.Attachments).Content!.Open(System.Threading.CancellationToken.None);
        content.CopyTo(System.IO.Stream.Null);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal(64 << 20, mail.Attachments[0].Size);
    }

    [Fact]
    public void Content_OverTheLimit_EndsReading()
    {
        var mail = Read(
            Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: a/b\r\n\r\n" + new string('x', 100_000)),
            ReadLimits.Default with { MaxDecodedBytes = 50_000 });

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxDecodedBytes"));
        Assert.Equal("text", mail.TextBody);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("no field\r\n\r\ntext")]
    [InlineData("From")]
    [InlineData("From: a@example.org")]
    [InlineData("From: a@example.org\r\nTo: b")]
    [InlineData("From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: te")]
    [InlineData("From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext")]
    [InlineData("From: a@example.org\r\nContent-Type: multipart/mixed\r\n\r\n--b\r\n\r\ntext")]
    [InlineData("From: a@example.org\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\ntext\r\n----")]
    public void Mail_CutOffOrNone_IsReadAsFarAsItGoes(string text) => Assert.NotNull(Bounded(text).Structure);

    [Fact]
    public void Mail_CutOffInAnAttachment_HasWhatIsThereAndSaysIt()
    {
        var whole = Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAAAAAA");

        var mail = Read(whole[..^10]);

        Assert.Equal("text", mail.TextBody);
        Assert.Single(mail.Attachments);
        Assert.Contains(mail.Warnings, warning => warning.Contains("cut off"));
    }

    [Theory]
    [InlineData("utf-8", "Gr\u00FC\u00DFe", "Grüße", "windows-1252")]
    [InlineData("us-ascii", "Gr\u00C3\u00BC\u00C3\u009Fe", "Grüße", "utf-8")]
    [InlineData("x-nothing", "Gr\u00FC\u00DFe", "Grüße", "windows-1252")]
    [InlineData("utf-16", "abc", "abc", "utf-8")]
    public void Text_InAnotherCharsetThanItSays_IsReadAndSaysIt(string charset, string text, string read, string used)
    {
        var mail = Read(Head + $"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}");

        Assert.Equal(read, mail.TextBody);
        Assert.Contains(mail.Warnings, warning => warning.Contains(used, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Bodies_TwoOfAKind_AreOneBodyAndAnAttachment()
    {
        var mail = Read(Head + Multipart("mixed", "m", "\r\nfirst", "Content-Type: text/plain\r\n\r\nsecond"));

        Assert.Equal("first", mail.TextBody);
        Assert.Equal("text/plain", Assert.Single(mail.Attachments).ContentType);
        Assert.Contains(mail.Warnings, warning => warning.Contains("more than one text"));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Windows\evil.exe", "evil.exe")]
    [InlineData("/", null)]
    [InlineData("..", null)]
    [InlineData("invoice\u0000.exe", "invoice\uFFFD.exe")]
    [InlineData("invoice\u202Efdp.exe", "invoice\uFFFDfdp.exe")]
    [InlineData("\u001B[31mred", "\uFFFD[31mred")]
    public void Name_OfAnAttachment_IsHarmless(string given, string? name)
    {
        var encoded = string.Concat(Encoding.UTF8.GetBytes(given).Select(value => $"%{value:X2}"));

        var mail = Read(Head + Multipart("mixed", "m", "\r\ntext", $"Content-Disposition: attachment; filename*=utf-8''{encoded}\r\n\r\nx"));

        Assert.Equal(name, Assert.Single(mail.Attachments).Name);
        Assert.Contains(mail.Warnings, warning => warning.Contains("name has"));
        Assert.DoesNotContain(mail.Structure, c => c is '\0' or '\u202E' or '\u001B');
        Assert.DoesNotContain(string.Concat(mail.Warnings), c => c is '\0' or '\u202E' or '\u001B');
    }

    [Fact]
    public void Fields_ThatMayBeThereOnce_AreNotedIfTheyAreNot()
    {
        var mail = Read("From: a@example.org\r\nFrom: b@example.org\r\nSubject: one\r\nSubject: two\r\n\r\n");

        Assert.Equal("one", mail.Subject);
        Assert.Equal(["a@example.org", "b@example.org"], mail.From.Select(address => address.Address));
        Assert.Equal(2, mail.Warnings.Count(warning => warning.Contains("It has 2 fields")));
    }

    [Fact]
    public void Warnings_Many_EndAtALimit()
    {
        var parts = Enumerable.Range(0, 500).Select(number => $"Content-Type: a/b; name=\"x/{number}\"\r\n\r\nx").ToArray();

        var mail = Read(Head + Multipart("mixed", "m", parts));

        Assert.Equal(101, mail.Warnings.Count);
    }

    private static SoarEmail Bounded(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var mail = Read(bytes);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, MaxTime);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        return mail;
    }
}
