using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Fallback;

/// <summary>A second way out where the first server can't be used at all.</summary>
public sealed class FallbackAssetTests : IDisposable
{
    private readonly SmtpTestServer _second = SmtpTestServer.Start();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _second.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    [Fact]
    public async Task FirstServer_Works_TakesTheMail()
    {
        await using var first = SmtpTestServer.Start();
        using var mailer = Open(first);

        var result = await mailer.SucceedAsync();

        Assert.Null(result.FallbackAsset);
        Assert.Equal("Email sent", result.Message);
        Assert.Empty(_second.Messages);
    }

    [Fact]
    public async Task FirstServer_Dead_MailGoesByTheSecondAndTheResultNamesBoth()
    {
        using var mailer = Open(await DeadAsync());

        var results = new[] { await mailer.SucceedAsync(), await mailer.SucceedAsync() };

        Assert.All(results, result => Assert.Equal(("second", _second.Port), (result.FallbackAsset, result.Port)));
        Assert.Contains("by the fallback asset 'second' (127.0.0.1), since '127.0.0.1' could not be used", results[0].Message, StringComparison.Ordinal);
        Assert.Contains("Nothing answers at", results[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, _second.Messages.Count);
        Assert.Single(mailer.Feedback.Warnings);
    }

    [Fact]
    public async Task FirstServer_RefusesTheLogin_MailGoesByTheSecond()
    {
        await using var first = SmtpTestServer.Start(new ServerOptions
        {
            Users = Mailer.Users,
            Script = new Script().On(Step.Auth, Reply.Of("535 5.7.8 no")),
        });
        using var mailer = Open(first, Mailer.LogIn);

        Assert.Equal("second", (await mailer.SucceedAsync()).FallbackAsset);
    }

    [Fact]
    public async Task FirstServer_WithAWrongCertificate_MailGoesByTheSecond()
    {
        await using var first = SmtpTestServer.Start(new ServerOptions { StartTls = true });
        using var mailer = Open(first, asset => asset.SslMethod = SslMethod.StartTls);

        var result = await mailer.SucceedAsync();

        Assert.Equal("second", result.FallbackAsset);
        Assert.Contains("certificate", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstServer_DyingInMidMessage_MailGoesByTheSecond()
    {
        await using var first = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.DataBytes(20_000), Reply.Drop) });
        using var mailer = Open(first);

        Assert.Equal("second", (await mailer.SucceedAsync(Faults.LongRequest)).FallbackAsset);
        Assert.Empty(first.Messages);
    }

    [Fact]
    public async Task FirstServer_LosingTheFinalReply_MailNeverGoesByTheSecond()
    {
        await using var first = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Drop) });
        using var mailer = Open(first);

        Assert.Equal("OutcomeUnknown", (await mailer.FailAsync()).ErrorId);
        Assert.Empty(_second.Messages);
    }

    [Theory]
    [InlineData("Mail", "432 4.3.2 Concurrent connections limit exceeded", "SenderRefused")]
    [InlineData("Mail", "421 4.7.0 Try again later, closing connection.", "ServerNotReady")]
    [InlineData("EndOfData", "550 5.7.1 spam", "MessageRefused")]
    [InlineData("Rcpt", "550 5.1.1 no such user", "RecipientsRefused")]
    public async Task FirstServer_ThatOnlyWantsUsToWaitOrRefusesThisMail_KeepsIt(string step, string reply, string errorId)
    {
        await using var first = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(StepOf(step), Reply.Of(reply)) });
        using var mailer = Open(first);

        Assert.Equal(errorId, (await mailer.FailAsync()).ErrorId);
        Assert.Empty(_second.Messages);
    }

    [Fact]
    public async Task BothServers_Dead_ErrorNamesBoth()
    {
        var dead = await DeadAsync();
        using var mailer = Open(dead, second: asset => asset.Port = dead);

        var error = await mailer.FailAsync();

        Assert.Equal("ConnectionRefused", error.ErrorId);
        Assert.Contains("The fallback asset 'second' failed too: Nothing answers", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondServer_LosingTheFinalReply_IsAnUnknownOutcome()
    {
        await using var second = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Drop) });
        using var mailer = Open(await DeadAsync(), second: asset => asset.Port = second.Port);

        Assert.Equal("OutcomeUnknown", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Outbox_OrderIsFirstSecondWait()
    {
        var dead = await DeadAsync();
        using (var mailer = Open(dead, asset => asset.Outbox = _folder.Path))
            Assert.False((await mailer.SucceedAsync()).IsKept);
        using (var mailer = Open(dead, asset => asset.Outbox = _folder.Path, asset => asset.Port = dead))
            Assert.True((await mailer.SendAsync()).Result.IsKept);

        Assert.Single(_second.Messages);
    }

    [Fact]
    public async Task Session_OfADeadServer_OpensTheSecond()
    {
        using var mailer = Open(await DeadAsync());

        var session = await MailService.OpenSessionAsync(mailer.Options, CancellationToken.None);

        Assert.Equal(SmtpSessionState.Open, session.State);
        await session.Connections.CloseAsync();
    }

    [Fact]
    public async Task Test_Asset_TestsBoth()
    {
        await using var first = SmtpTestServer.Start();
        using var mailer = Open(first);

        var result = Assert.IsType<SoarConnectivityResult>((await mailer.TestAsync()).Result);

        Assert.Equal("success", result.Status);
        Assert.Contains(result.Steps, step => step.Name == "TestMail");
        Assert.Contains(result.Steps, step => step.Name == "second: TestMail");
        Assert.Equal((1, 1), (first.Messages.Count, _second.Messages.Count));
    }

    [Fact]
    public async Task Test_SecondServerDead_Fails()
    {
        await using var first = SmtpTestServer.Start();
        var dead = await DeadAsync();
        using var mailer = Open(first, second: asset => asset.Port = dead);

        Assert.Equal("ConnectionRefused", (await mailer.TestAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task Asset_ThatIsItsOwnFallback_IsRefused()
    {
        await using var first = SmtpTestServer.Start();
        using var mailer = Open(first, asset => asset.Name = "SECOND");

        Assert.Equal("AssetFallbackInvalid", Assert.Throws<SmtpSoarException>(() => mailer.Options.ToFallback()).ErrorId);
    }

    private static Step StepOf(string name) => name switch
    {
        "Mail" => Step.Mail,
        "Rcpt" => Step.Rcpt,
        _ => Step.EndOfData,
    };

    private static async Task<int> DeadAsync()
    {
        await using var gone = SmtpTestServer.Start();
        return gone.Port;
    }

    private Mailer Open(SmtpTestServer first, Action<SmtpAsset>? change = null, Action<SmtpAsset>? second = null) =>
        Open(first.Port, change, second);

    private Mailer Open(int port, Action<SmtpAsset>? change = null, Action<SmtpAsset>? second = null)
    {
        var mailer = Mailer.For(_second, asset =>
        {
            (asset.Port, asset.FallbackAsset) = (port, "second");
            change?.Invoke(asset);
        });
        var other = new SmtpAsset { Name = "second", Server = _second.Host, Port = _second.Port, SslMethod = SslMethod.None, SenderAddress = "from@example.org", RetryCount = 0 };
        second?.Invoke(other);
        mailer.Options.FindAsset = name => name == "second" ? other : throw new InvalidOperationException(name);
        return mailer;
    }
}
