using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>Logins by a code that a person types, at a real authorization server.</summary>
public sealed class DeviceLoginFlowTests : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly SignallingClock _clock = new();
    private readonly RecordingPrompt _prompt = new();
    private readonly HeadlessBrowser _browser = new();

    private static OAuthServer Server => MailServers.Current.OAuth;

    // A minute back: tokens of the future would not be used.
    public DeviceLoginFlowTests() => _clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(-1));

    [RealServerTheory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Login_CodeTyped_KeepsTokensThatPostfixTakes(string authority)
    {
        var space = Server.Authorities[authority].NewSpace();
        using var mailer = For(space);
        var login = ConnectAsync(mailer);
        var (code, page) = await _prompt.Code;
        await _clock.PassTimerAsync(PollInterval); // nobody has typed it yet

        await _browser.LogInAsync(page, space.Mailbox, code);
        await _clock.PassTimerAsync(PollInterval);

        Assert.True((await login).IsRenewable);
        Assert.Equal("success", (await mailer.DeliverAsync()).Status);
        Assert.Equal(("code", "done"), (_prompt.Calls[0], _prompt.Calls[^1]));
        Assert.Equal(2, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task Login_Cancelled_FailsWithTheProvidersWords()
    {
        var space = Server.Http.NewSpace();
        using var mailer = For(space);
        var login = ConnectAsync(mailer);
        var (code, page) = await _prompt.Code;

        await _browser.CancelAsync(page, code);
        await _clock.PassTimerAsync(PollInterval);

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => login);
        Assert.Contains("access_denied", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("cancelled", failure.Advice, StringComparison.Ordinal);
        Assert.Null(mailer.Kept());
        Assert.Equal("done", _prompt.Calls[^1]);
    }

    [RealServerFact]
    public async Task Login_CodeExpired_SaysToTryAgain()
    {
        var space = Server.Http.NewSpace();
        using var mailer = For(space);
        await space.OrderAsync(space.Authority.Token, new OAuthFault(400, new { error = "expired_token" }));
        var login = ConnectAsync(mailer);
        await _clock.PassTimerAsync(PollInterval);

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => login);

        Assert.Contains("expired_token", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("Run Connect-SmtpAsset again", failure.Advice, StringComparison.Ordinal);
    }

    [RealServerFact]
    public async Task Login_ToldToSlowDown_AsksLessOften()
    {
        var space = Server.Http.NewSpace();
        using var mailer = For(space);
        await space.OrderAsync(space.Authority.Token, new OAuthFault(400, new { error = "slow_down" }));
        var login = ConnectAsync(mailer);
        var (code, page) = await _prompt.Code;
        await _clock.PassTimerAsync(PollInterval);

        await _browser.LogInAsync(page, space.Mailbox, code);
        await _clock.PassTimerAsync(2 * PollInterval);

        Assert.NotNull((await login).ExpiresOn);
    }

    [RealServerFact]
    public async Task Login_NobodyTypes_EndsAtTheLimit()
    {
        var space = Server.Http.NewSpace();
        using var mailer = For(space);
        var second = TimeSpan.FromSeconds(1);
        var login = ConnectAsync(mailer, new LoginOptions { TimeLimit = second });
        await _clock.PassTimerAsync(second); // not that of the poll, which begins before the limit is looked at

        Assert.Equal("OAuthLoginTimeout", (await Assert.ThrowsAsync<SmtpSoarException>(() => login)).ErrorId);
    }

    public void Dispose() => _browser.Dispose();

    private static OAuthMailer For(OAuthSpace space) => OAuthMailer.For(space, Server.Native, OAuthFlow.DeviceCode);

    private Task<OAuthLogin> ConnectAsync(OAuthMailer mailer, LoginOptions? options = null)
    {
        var environment = new OAuthEnvironment { Store = mailer.Environment.Store, Browser = new FakeBrowser(), Clock = _clock };
        return new OAuthLogins(mailer.Asset, environment).ConnectAsync(_prompt, options ?? new LoginOptions(), CancellationToken.None);
    }
}
