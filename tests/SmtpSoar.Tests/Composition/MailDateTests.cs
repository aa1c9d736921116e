using System;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Headers;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class MailDateTests
{
    [Theory]
    [InlineData(-210, "-0330")]
    [InlineData(-570, "-0930")]
    [InlineData(-30, "-0030")]
    [InlineData(-300, "-0500")]
    [InlineData(0, "+0000")]
    [InlineData(345, "+0545")]
    [InlineData(840, "+1400")]
    public void Compose_InAnyZone_WritesItsFourDigits(int minutes, string zone)
    {
        var clock = new ZoneClock(TimeSpan.FromMinutes(minutes));

        var message = new MessageFactory(TestMail.Asset, clock).Create(TestMail.Text(), default);
        var wire = TestMail.Wire(message);

        var date = TestMail.Field(wire, "Date")!;
        Assert.EndsWith(" " + zone, date, StringComparison.Ordinal);
        Assert.Matches(@"\ADate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}\z", date);
        Assert.Equal(ZoneClock.Now, TestMail.Read(wire).Date);
        Assert.True(MailDate.IsDate(date["Date: ".Length..]));
    }

    [Fact]
    public void Compose_OneMailAfterTheOther_DatesEachAnew()
    {
        var clock = new SetClock();
        var factory = new MessageFactory(TestMail.Asset, clock);

        Assert.EndsWith(" 10:00:00 +0000", DateAt(0, 0), StringComparison.Ordinal);
        Assert.EndsWith(" 10:00:00 +0000", DateAt(0.9, 0), StringComparison.Ordinal);
        Assert.EndsWith(" 10:00:01 +0000", DateAt(1, 0), StringComparison.Ordinal);
        Assert.EndsWith(" 11:00:01 +0100", DateAt(1, 1), StringComparison.Ordinal);
        Assert.EndsWith(" 10:00:01 +0100", DateAt(-3599, 1), StringComparison.Ordinal);

        string DateAt(double seconds, int zone)
        {
            (clock.Seconds, clock.Zone) = (seconds, TimeSpan.FromHours(zone));
            return TestMail.Field(TestMail.Wire(factory.Create(TestMail.Text(), default)), "Date")!;
        }
    }

    [Theory]
    [InlineData("Mon, 01 Jan 2024 10:00:00 +0200")]
    [InlineData("Mon, 1 Jan 2024 10:00:00 -0330")]
    [InlineData("1 Jan 2024 10:00 GMT")]
    [InlineData("mon,  01 jan 2024  10:00:00  -0000 (UTC)")]
    [InlineData("Thu, 29 Feb 2024 23:59:59 EST")]
    public void IsDate_DateOfAMail_IsOne(string text) => Assert.True(MailDate.IsDate(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2024-01-01T10:00:00Z")]
    [InlineData("01/02/2024 10:00")]
    [InlineData("Tue, 01 Jan 2024 10:00:00 +0200")]
    [InlineData("Fri, 30 Feb 2024 10:00:00 +0000")]
    [InlineData("Mon, 01 Jan 2024 25:00:00 +0000")]
    [InlineData("Mon, 01 Jan 2024 10:00:00")]
    [InlineData("Mon, 01 Jan 24 10:00:00 +0000")]
    [InlineData("Mon, 01 Jan 2024 10:00:00 +02:00")]
    [InlineData("Mon, 01 Jan 2024 10:00:00 -03-30")]
    [InlineData("Mo, 01 Jan 2024 10:00:00 +0200")]
    public void IsDate_AnythingElse_IsNone(string text) => Assert.False(MailDate.IsDate(text));

    private sealed class ZoneClock(TimeSpan offset) : TimeProvider
    {
        public static DateTimeOffset Now { get; } = new(2026, 11, 28, 15, 36, 7, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("test", offset, "test", "test");

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class SetClock : TimeProvider
    {
        public double Seconds { get; set; }

        public TimeSpan Zone { get; set; }

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("set", Zone, "set", "set");

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(Seconds);
    }
}
