using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>No wait is without a sign: what is waited for, how long it may still take, which try it is.</summary>
public sealed class WaitSignTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingFeedback _feedback = new();

    [Fact]
    public void Wait_ShorterThanAMoment_ShowsNothing()
    {
        using (Sign().Begin("the server to answer", TimeSpan.FromSeconds(100)))
            _clock.Advance(TimeSpan.FromMilliseconds(700));

        Assert.Empty(_feedback.Shown);
        Assert.Empty(_feedback.Details);
    }

    [Fact]
    public void Wait_AfterAMoment_ShowsWhatAndHowLongUntilItIsOver()
    {
        var sign = Sign();
        sign.Try = 2;

        using (sign.Begin("the server to answer", TimeSpan.FromSeconds(100)))
            for (var i = 0; i < 20; i++)
                _clock.Advance(TimeSpan.FromMilliseconds(100));

        var first = _feedback.Shown.First();
        Assert.Equal("the server to answer", first.Wait!.For);
        Assert.Equal(2, first.Wait.Try);
        Assert.InRange(first.Wait.Left!.Value.TotalSeconds, 99, 99.3);
        Assert.False(first.IsCompleted);
        Assert.InRange(_feedback.Shown.Count, 3, 5);
        Assert.True(_feedback.Shown.Last().IsCompleted);
        Assert.Equal("Waiting for the server to answer, try 2; 100 s left.", Assert.Single(_feedback.Details));
    }

    [Fact]
    public void Pause_ThatIsLong_IsShownAtOnceAndToldByItsCaller()
    {
        using (Sign().BeginPause("try 2 of 5", TimeSpan.FromSeconds(16)))
            _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(TimeSpan.FromSeconds(16), _feedback.Shown.First().Wait!.Limit);
        Assert.Empty(_feedback.Details);
    }

    [Fact]
    public async Task Retry_OfAGreylistedRecipient_ShowsTheTryAndItsEnd()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Rcpt, Reply.Of("450 4.2.0 Greylisted")).Times(1) });
        using var mailer = Mailer.For(server, asset => asset.RetryCount = 4);
        mailer.Options.Retry = new RetryEnvironment(mailer.Feedback) { Clock = _clock, Random = () => 0.5 };

        var sending = Task.Run(() => mailer.SucceedAsync());
        await UntilAsync(() => mailer.Feedback.Shown.Count > 0);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await sending;

        Assert.StartsWith("try 2 of 5, since this failed:", mailer.Feedback.Shown.First().Wait!.For);
        Assert.True(mailer.Feedback.Shown.Last().IsCompleted);
        Assert.Contains(mailer.Feedback.Details, detail => detail.EndsWith("(try 2 of 5).", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Mail")]
    [InlineData("EndOfData")]
    public async Task SilentServer_InAnyStep_IsShownUntilItAnswers(string step)
    {
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Find(step), Reply.WaitFor(gate.Task)) });
        using var mailer = Mailer.For(server);

        var sending = Task.Run(() => mailer.SucceedAsync());
        await UntilAsync(() => mailer.Feedback.Shown.Count > 0);
        gate.SetResult();
        await sending;

        var wait = mailer.Feedback.Shown.First().Wait!;
        Assert.Equal($"{server.Host} (port {server.Port}) to answer", wait.For);
        Assert.InRange(wait.Left!.Value.TotalSeconds, 15, 19.3);
        Assert.True(mailer.Feedback.Shown.Last().IsCompleted);
        Assert.Contains(mailer.Feedback.Details, detail => detail.StartsWith("Waiting for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SilentServer_InATest_IsShown()
    {
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Ehlo, Reply.WaitFor(gate.Task)) });
        using var mailer = Mailer.For(server);

        var testing = Task.Run(() => mailer.TestAsync());
        await UntilAsync(() => mailer.Feedback.Shown.Count > 0);
        gate.SetResult();

        Assert.Null((await testing).Error);
    }

    [Fact]
    public async Task StalledWrite_OfALargeMessage_IsShown()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "large.bin");
        File.WriteAllBytes(file, new byte[40 * 1024 * 1024]);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.DataBytes(10), Reply.Stall), Extensions = [] });
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = file }];
        using var stop = new CancellationTokenSource();

        var sending = Task.Run(() => mailer.SendAsync(request, stop.Token));
        await UntilAsync(() => mailer.Feedback.Shown.Any(shown => shown.Wait?.For.Contains("take more of the message", StringComparison.Ordinal) == true));
        await stop.CancelAsync();

        Assert.Equal("Stopped", (await sending).Result.ErrorId);
        Assert.True(mailer.Feedback.Shown.Last(shown => shown.Wait is not null).IsCompleted);
    }

    [Fact]
    public async Task SilentServer_ForTooLong_StillEndsAtTheLimit()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Hang) });
        using var mailer = Mailer.For(server, asset => asset.TimeoutSec = 2);

        Assert.Equal("ServerTimeout", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Pace_OfManyMails_ShowsThatTheyWaitForTheirTurn()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.MaxMessagesPerMinute = 1);
        mailer.Options.Retry = new RetryEnvironment(mailer.Feedback) { Clock = new FakeTimeProvider() };
        using var stop = new CancellationTokenSource();
        await mailer.SucceedAsync();

        var second = Task.Run(() => mailer.SendAsync(Mailer.Request(), stop.Token));
        await UntilAsync(() => mailer.Feedback.Shown.Any(shown => shown.Wait?.For.Contains("its turn", StringComparison.Ordinal) == true));
        await stop.CancelAsync();

        Assert.Equal("Stopped", (await second).Result.ErrorId);
    }

    private WaitSign Sign() => new(_feedback, "mail.example.org", _clock);

    private static Step Find(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Soon);
        while (!condition())
            await Task.Delay(20, limit.Token);
    }
}
