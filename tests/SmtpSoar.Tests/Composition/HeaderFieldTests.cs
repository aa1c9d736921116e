using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class HeaderFieldTests
{
    [Fact]
    public void Compose_CustomFields_ArriveInOrder()
    {
        var message = TestMail.Read(With(("X-B", "2"), ("X-A", "1"), ("X-B", "3"), ("x-empty", "")));

        Assert.Equal(["X-B: 2", "X-A: 1", "X-B: 3", "x-empty: "], message.Headers.Where(IsCustom).Select(header => $"{header.Field}: {header.Value}"));
    }

    [Theory]
    [InlineData("Ünïcödé 世界 😀")]
    [InlineData("  a\tb   c  ")]
    [InlineData("a =?utf-8?Q?b=C3=A9?= c")]
    public void Compose_Value_ArrivesDecoded(string value)
    {
        var expected = MimeKit.Utils.Rfc2047.DecodeText(System.Text.Encoding.UTF8.GetBytes(value)).Trim();

        Assert.Equal(expected, TestMail.Read(With(("X-Name", value))).Headers["X-Name"]!.Trim());
    }

    [Theory]
    [InlineData(2000, 'x')]
    [InlineData(2000, 'é')]
    [InlineData(899, 'x')]
    [InlineData(901, 'x')]
    public void Compose_LongWord_FitsIntoLines(int length, char character)
    {
        var value = new string(character, length);

        Assert.Equal(value, TestMail.Read(With(("X-Name", value))).Headers["X-Name"]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(78)]
    [InlineData(255)]
    public void Compose_LongName_LeavesRoomForTheValue(int length)
    {
        var name = new string('X', length);

        Assert.Equal("Grüße aus 世界", TestMail.Read(With((name, "Grüße aus 世界"))).Headers[name]);
    }

    [Fact]
    public void Compose_MessageIdAndDate_AreKept()
    {
        var composed = TestMail.Compose(With(("message-id", "<mine@example.org>"), ("DATE", "Mon, 01 Jan 2024 10:00:00 +0200")));
        var wire = TestMail.Wire(composed);

        Assert.Equal("<mine@example.org>", composed.MessageId);
        Assert.Equal("mine@example.org", TestMail.Read(wire).MessageId);
        Assert.Equal("DATE: Mon, 01 Jan 2024 10:00:00 +0200", TestMail.Field(wire, "Date"));
    }

    [Fact]
    public void Compose_NoDateAndMessageId_MakesThem()
    {
        var first = TestMail.Compose(TestMail.Text());
        var second = TestMail.Compose(TestMail.Text());
        var read = TestMail.Read(TestMail.Wire(first));

        Assert.Equal(first.MessageId, $"<{read.MessageId}>");
        Assert.EndsWith("@example.org>", first.MessageId, System.StringComparison.Ordinal);
        Assert.NotEqual(first.MessageId, second.MessageId);
        Assert.InRange(read.Date, System.DateTimeOffset.Now.AddMinutes(-1), System.DateTimeOffset.Now.AddMinutes(1));
    }

    [Fact]
    public void Compose_MimeVersion10_IsNotRepeated()
    {
        var read = TestMail.Read(With(("mime-version", " 1.0 ")));

        Assert.Single(read.Headers, header => header.Id == MimeKit.HeaderId.MimeVersion);
    }

    [Fact]
    public void Compose_SubjectInHeaders_WinsAndStandsOnce()
    {
        var read = TestMail.Read(With(("subject", "Other")));

        Assert.Equal(["Other"], read.Headers.Where(header => header.Id == MimeKit.HeaderId.Subject).Select(header => header.Value));
    }

    private static bool IsCustom(MimeKit.Header header) => header.Field.StartsWith("x-", System.StringComparison.OrdinalIgnoreCase);

    private static EmailRequest With(params (string Name, string Value)[] fields)
    {
        var request = TestMail.Text();
        request.Headers = [.. fields.Select(field => new HeaderField(field.Name, field.Value))];
        return request;
    }
}
