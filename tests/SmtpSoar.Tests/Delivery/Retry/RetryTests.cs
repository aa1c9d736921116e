using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Retry;

/// <summary>What is tried again, how often, after which waits, and what never is.</summary>
public sealed class RetryTests
{
    private readonly SkippingClock _clock = new();

    [Theory]
    [InlineData("451 4.3.0 try later")]
    [InlineData("450 4.2.0 greylisted")]
    [InlineData("452 4.3.1 no room")]
    public async Task TemporaryReply_ToMail_IsTriedAgainUntilTheMessageGoes(string reply)
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of(reply)).Times(2));
        using var mailer = For(server);

        var result = await mailer.SucceedAsync();

        Assert.Equal(3, result.Attempts);
        Assert.Single(server.Messages);
        Assert.Equal(2, _clock.Waits.Count);
        Assert.Equal(2, mailer.Feedback.Details.Count(detail => detail.Contains(reply) && detail.Contains("tried again in")));
    }

    public static TheoryData<string> Steps { get; } = ["Ehlo", "Mail", "Rcpt", "Data", "EndOfData"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task TemporaryReply_AtAnyStep_IsTriedAgain(string step)
    {
        await using var server = Start(new Script().On(Find(step), Reply.Of("421 4.3.0 closing")).Times(1));
        using var mailer = For(server);

        Assert.Equal("success", (await mailer.SucceedAsync()).Status);
        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    public async Task LostConnection_BeforeTheMessageWasWritten_IsTriedAgain(string step)
    {
        await using var server = Start(new Script().On(Find(step), Reply.Drop).Times(1));
        using var mailer = For(server);

        Assert.Equal(2, (await mailer.SucceedAsync()).Attempts);
        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("550 5.1.1 no such user")]
    [InlineData("554 5.7.1 refused")]
    [InlineData("552 5.3.4 too large")]
    public async Task PermanentReply_IsNeverTriedAgain(string reply)
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.Of(reply)));
        using var mailer = For(server);

        await mailer.FailAsync();

        Assert.Empty(_clock.Waits);
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task LostFinalReply_IsUnknownAndNeverSentAgain()
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.Drop));
        using var mailer = For(server);

        var error = await mailer.FailAsync();

        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Single(server.Connections);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task WrongPassword_IsNeverTriedAgain()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users, Script = new Script().On(Step.Auth, Reply.Of("535 5.7.8 no")) });
        using var mailer = For(server, Mailer.LogIn);

        Assert.Equal("AuthenticationFailed", (await mailer.FailAsync()).ErrorId);
        Assert.Equal(1, server.LoginAttempts);
    }

    [Fact]
    public async Task ServerThatRestarts_AtTheFirstContact_IsTriedAgain()
    {
        var server = Start();
        using var mailer = For(server);
        await server.DisposeAsync();
        SmtpTestServer? back = null;
        mailer.Feedback.OnVerbose = _ => back ??= SmtpTestServer.Start(new ServerOptions { Port = server.Port });

        var result = await mailer.SucceedAsync();

        Assert.Equal(2, result.Attempts);
        Assert.Contains(mailer.Feedback.Details, detail => detail.Contains("the connection was refused. It is tried again in"));
        await back!.DisposeAsync();
    }

    [Fact]
    public async Task NobodyThere_FirstMessageHasAllItsTriesAndTheOthersOneEach()
    {
        var server = Start();
        using var mailer = For(server, asset => asset.RetryCount = 3);
        await server.DisposeAsync();

        var first = (await mailer.SendAsync()).Result;
        var second = (await mailer.SendAsync()).Result;

        Assert.Equal(("ConnectionRefused", 4, "ConnectionRefused", 1), (first.ErrorId, first.Attempts, second.ErrorId, second.Attempts));
        Assert.Contains("tried 4 times in", first.Message);
        Assert.Equal(3, _clock.Waits.Count);
    }

    [Fact]
    public async Task NobodyThere_WithRetryCountZero_IsAnErrorAtOnce()
    {
        var server = Start();
        using var mailer = For(server, asset => asset.RetryCount = 0);
        await server.DisposeAsync();

        Assert.Equal("ConnectionRefused", (await mailer.FailAsync()).ErrorId);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task NobodyThere_TestOfTheConnection_IsAnErrorAtOnce()
    {
        var server = Start();
        using var mailer = For(server);
        await server.DisposeAsync();

        Assert.Equal("ConnectionRefused", (await mailer.TestAsync(skipTestMail: true)).Result.ErrorId);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task EveryTryFails_EndsAfterTheirNumberWithTheLastReplyAndHowOftenItWasTried()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 try later")));
        using var mailer = For(server, asset => asset.RetryCount = 3);

        var error = await mailer.FailAsync();

        Assert.Equal(3, _clock.Waits.Count);
        Assert.Contains("451 4.3.0 try later", error.Sentence);
        Assert.Contains("tried 4 times in", error.Advice);
    }

    [Fact]
    public async Task RetryCountZero_NeverTriesAgain()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 try later")));
        using var mailer = For(server, asset => asset.RetryCount = 0);

        var error = await mailer.FailAsync();

        Assert.Empty(_clock.Waits);
        Assert.DoesNotContain("tried", error.Advice);
    }

    [Fact]
    public async Task Waits_GrowUpToTheCeiling()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 try later")));
        using var mailer = For(server, asset => (asset.RetryCount, asset.RetryDelaySec, asset.RetryMaxDelaySec, asset.RetryTimeoutSec) = (12, 2, 30, 100_000));

        await mailer.FailAsync();

        var waits = _clock.Waits.Select(wait => wait.TotalSeconds).ToList();
        Assert.Equal(12, waits.Count);
        Assert.InRange(waits[0], 0.5, 5);
        Assert.All(waits, wait => Assert.InRange(wait, 0, 30));
        Assert.Equal(30, waits[^1], 0.5);
        Assert.True(waits.Take(3).Sum() < waits.TakeLast(3).Sum());
    }

    [Fact]
    public async Task TotalTime_NoTryBeginsLater()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("432 4.3.2 slowly")));
        using var mailer = For(server, asset => (asset.RetryDelaySec, asset.RetryTimeoutSec) = (10, 3));

        await mailer.FailAsync();

        Assert.InRange(_clock.Waits.Take(1).Single().TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task Delays_OfMoreThanADay_AreADay()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using var mailer = For(server, asset => (asset.RetryDelaySec, asset.RetryMaxDelaySec, asset.RetryTimeoutSec) = (1_000_000, 1_000_000, 2_000_000));

        await mailer.SucceedAsync();

        Assert.Equal(TimeSpan.FromDays(1), Assert.Single(_clock.Waits));
    }

    [Fact]
    public async Task LostConnection_AfterARefusedRecipient_IsTriedAgain()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("no@")).On(Step.Data, Reply.Drop).Times(1));
        using var mailer = For(server);

        var outcome = await mailer.SendAsync("a@example.org", "no@example.org");

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal("a@example.org", Assert.Single(Assert.Single(server.Messages).Recipients).Address);
    }

    [Fact]
    public async Task TotalTime_EndsTheTries()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 try later")));
        using var mailer = For(server, asset => (asset.RetryCount, asset.RetryDelaySec, asset.RetryMaxDelaySec, asset.RetryTimeoutSec) = (1000, 10, 10, 60));

        await mailer.FailAsync();

        Assert.InRange(_clock.Waits.Sum(wait => wait.TotalSeconds), 50, 80);
    }

    [Theory]
    [InlineData("432 4.3.2 Concurrent connections limit exceeded")]
    [InlineData("421 4.7.0 Try again later, closing connection.")]
    [InlineData("450 4.2.1 The user is receiving mail too quickly")]
    public async Task ThrottlingReply_SlowsTheSenderDownAndAllMessagesArrive(string reply)
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of(reply)).Times(2));
        using var mailer = For(server);

        for (var i = 0; i < 5; i++)
            await mailer.SucceedAsync();

        Assert.Equal(5, server.Messages.Count);
        var waits = _clock.Waits.Select(wait => wait.TotalSeconds).ToList();
        Assert.True(waits[0] >= 2.5, $"{waits[0]}");
        Assert.True(waits.Count >= 6, "Later messages wait too.");
    }

    [Fact]
    public async Task MostMessagesAMinute_AreNeverExceededInAnyMinute()
    {
        await using var server = Start();
        using var mailer = For(server, asset => asset.MaxMessagesPerMinute = 7);
        var sent = new System.Collections.Generic.List<DateTimeOffset>();

        for (var i = 0; i < 25; i++)
        {
            await mailer.SucceedAsync();
            sent.Add(_clock.GetUtcNow());
        }

        Assert.All(sent, start => Assert.InRange(sent.Count(time => time >= start && time < start.AddMinutes(1)), 1, 7));
        Assert.Equal(sent[0], sent[6]);
        Assert.InRange(sent[^1] - sent[0], TimeSpan.FromSeconds(3 * 60), TimeSpan.FromSeconds((3 * 60) + 4));
    }

    private static SmtpTestServer Start(Script? script = null) => SmtpTestServer.Start(new ServerOptions { Script = script ?? new Script() });

    private static Step Find(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;

    private Mailer For(SmtpTestServer server, Action<SmtpAsset>? change = null)
    {
        var mailer = Mailer.For(server, asset =>
        {
            asset.RetryCount = 4;
            change?.Invoke(asset);
        });
        mailer.Options.Retry = new RetryEnvironment(mailer.Feedback) { Clock = _clock, Random = () => 0.5 };
        return mailer;
    }
}
