using System;
using System.Linq;
using SmtpSoar.Core.Outbox.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Rules;

public sealed class OutboxScheduleTests
{
    [Theory]
    [InlineData(0, new[] { 1.0, 2, 4, 8, 16, 20, 20 })]
    [InlineData(1, new[] { 1.5, 3, 6, 12, 24, 30, 30 })]
    public void Next_OfManyRounds_GrowsToHalfAnHourAtMost(double random, double[] minutes)
    {
        var schedule = new OutboxSchedule(() => random);

        Assert.Equal(minutes, Enumerable.Range(1, minutes.Length).Select(round => schedule.Next(round).TotalMinutes));
        Assert.Equal(schedule.Next(1), schedule.Next(0));
    }

    [Fact]
    public void IsOver_AfterFiveDays_AndNotBefore()
    {
        Assert.True(OutboxSchedule.IsOver(TimeSpan.FromDays(5)));
        Assert.False(OutboxSchedule.IsOver(TimeSpan.FromDays(5) - TimeSpan.FromTicks(1)));
    }
}
