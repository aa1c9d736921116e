using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Transport.Dispatch;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Flow;

/// <summary>What somebody sees who waits.</summary>
public sealed class ProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingFeedback _feedback = new();

    [Fact]
    public void SmallWork_ShowsNothing()
    {
        var meter = Meter();

        for (var i = 0; i < 1000; i++)
            meter.Done(hasFailed: false);
        _clock.Advance(TimeSpan.FromSeconds(1));
        meter.Complete();

        Assert.Empty(_feedback.Shown);
    }

    [Fact]
    public void ManyMessages_AreShownNowAndThenWithTheirRate()
    {
        var meter = Meter();
        meter.Total = 100;

        for (var i = 0; i < 50; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            meter.Done(hasFailed: i % 10 == 0);
        }

        meter.Complete();

        Assert.InRange(_feedback.Shown.Count, 10, 14);
        var last = _feedback.Shown.Reverse().Skip(1).First();
        Assert.InRange(last.Done, 45, 50);
        Assert.Equal(5, last.Failed);
        Assert.Equal(10, last.Rate, 0.5);
        Assert.Equal(5, last.Left!.Value.TotalSeconds, 0.5);
        Assert.True(_feedback.Shown.Last().IsCompleted);
    }

    [Fact]
    public async Task LargeMessage_ShowsItsBytes()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "large.bin");
        File.WriteAllBytes(file, new byte[8 * 1024 * 1024]);
        await using var server = SmtpTestServer.Start(new ServerOptions { KeepData = false });
        using var mailer = Mailer.For(server);
        mailer.Options.Clock = new HastyClock();
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = file }];

        var result = await mailer.SucceedAsync(request);

        var bytes = mailer.Feedback.Shown.Where(shown => shown.Bytes is not null).ToList();
        Assert.NotEmpty(bytes);
        Assert.Equal(bytes.Select(shown => shown.Bytes).Order(), bytes.Select(shown => shown.Bytes));
        Assert.All(bytes, shown => Assert.InRange(shown.Bytes!.Value, 1, shown.Size));
        Assert.All(bytes, shown => Assert.Equal(result.Size, shown.Size));
        Assert.True(bytes[^1].Bytes > bytes[^1].Size / 2);
    }

    private ProgressMeter Meter() => new(_feedback, _clock);

    /// <summary>A clock on which a second goes by whenever it is looked at.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 300);
    }
}
