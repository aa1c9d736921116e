using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OAuth.Login;
using SmtpSoar.Tests.Secrets;
using Xunit;

namespace SmtpSoar.Tests.OAuth;

/// <summary>What becomes of a login where something is wrong with the store, or with the asset.</summary>
public sealed class LoginKeepingTests : StoreTestBase
{
    private readonly RecordingFeedback _feedback = new();

    [Fact]
    public async Task Connect_OverDamagedTokens_SetsThemAsideAndLogsIn()
    {
        using var authority = Authority();
        var asset = Asset(authority);
        await ConnectAsync(asset);
        var entry = Directory.GetFiles(Secrets, "token-*.secret").Single();
        var content = File.ReadAllBytes(entry);
        content[^1] ^= 1;
        File.WriteAllBytes(entry, content);

        await ConnectAsync(asset);

        Assert.Contains("of alice@example.org at 127.0.0.1", Assert.Single(_feedback.Warnings));
        Assert.Equal("t0ken-number-2", (await SourceOf(asset).GetAsync(default)).AccessToken);
    }

    [Fact]
    public async Task Connect_OverTokensWhoseKeyIsGone_LogsIn()
    {
        using var authority = Authority();
        var asset = Asset(authority);
        await ConnectAsync(asset);
        File.Delete(KeyPath);

        await ConnectAsync(asset);

        Assert.Single(_feedback.Warnings);
        Assert.Equal("t0ken-number-2", (await SourceOf(asset).GetAsync(default)).AccessToken);
    }

    [Fact]
    public async Task Renew_WhoseKeyIsGone_LeavesTheTokensForWhoRestoresIt()
    {
        using var authority = Authority();
        var asset = Asset(authority);
        await ConnectAsync(asset);
        File.Move(KeyPath, KeyPath + ".elsewhere");

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => new OAuthLogins(asset, Environment).ConnectAsync(null, new LoginOptions(), default));
        File.Move(KeyPath + ".elsewhere", KeyPath);

        Assert.Equal("StoreKeyMissing", error.ErrorId);
        Assert.Equal("t0ken-number-1", (await SourceOf(asset).GetAsync(default)).AccessToken);
    }

    [Fact]
    public async Task Connect_WhereNothingCanBeProtected_AsksNobody()
    {
        using var authority = Authority();
        var environment = new OAuthEnvironment { Store = () => new ProtectedStore(Data, null, (_, _) => [new LockedProtector()]) };

        var error = await Assert.ThrowsAsync<SmtpSoarException>(
            () => new OAuthLogins(Asset(authority), environment).ConnectAsync(new RecordingPrompt(), new LoginOptions(), default));

        Assert.Equal("StoreUnprotectable", error.ErrorId);
        Assert.Empty(authority.Requests);
    }

    [Theory]
    [InlineData(AuthType.Automatic, "OAuthNotChosen")]
    [InlineData(AuthType.OAuth, "AssetSettingMissing")]
    public async Task Connect_AssetThatWouldNotUseTheTokens_AsksNobody(AuthType type, string id)
    {
        using var authority = Authority();
        var asset = Asset(authority);
        (asset.AuthType, asset.OAuthFlow) = (type, OAuthFlow.Automatic);

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => ConnectAsync(asset, new LoginOptions { Flow = OAuthFlow.DeviceCode }));

        Assert.Equal(id, error.ErrorId);
        Assert.Contains("OAuthFlow", error.Advice);
        Assert.Empty(authority.Requests);
    }

    [Fact]
    public async Task Renew_ThatCantBeKept_StillGivesTheTokenAndWarns()
    {
        using var authority = Authority();
        var asset = Asset(authority);
        await ConnectAsync(asset);
        var canWrite = true;
        var environment = new OAuthEnvironment { Store = () => new ProtectedStore(Data, null, (folder, wait) => [new FailingProtector(Protectors.WithKeyFile(folder, wait), () => canWrite)]) };
        var source = new TokenSource(OAuthSettings.Of(asset), environment, _feedback);
        canWrite = false;

        var tokens = await source.RenewAsync(default);

        Assert.Equal("t0ken-number-2", tokens.AccessToken);
        Assert.Contains("Connect-SmtpAsset must be run again", Assert.Single(_feedback.Warnings));
    }

    [Fact]
    public async Task Renew_StoppedWhileTheServerRotates_KeepsWhatItBrings()
    {
        using var mayAnswer = new ManualResetEventSlim(true);
        using var authority = Authority(mayAnswer);
        var asset = Asset(authority);
        await ConnectAsync(asset);
        var first = await SourceOf(asset).GetAsync(default);
        mayAnswer.Reset();
        var before = authority.Requests.Count;
        using var stop = new CancellationTokenSource();

        var renewing = SourceOf(asset).RenewAsync(stop.Token);
        while (authority.Requests.Count == before)
            await Task.Yield();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renewing);
        mayAnswer.Set();

        Assert.Equal("t0ken-number-2", (await SourceOf(asset).ReplaceAsync(first, default)).AccessToken);
        Assert.Equal(before + 1, authority.Requests.Count);
    }

    private static ScriptedAuthority Authority(ManualResetEventSlim? gate = null)
    {
        var count = 0;
        return new ScriptedAuthority(request =>
        {
            if (request.Path.EndsWith("/device", StringComparison.Ordinal))
                return ScriptedAuthority.Answer.Json("""{"device_code":"d","user_code":"USER-CODE","verification_uri":"https://example.org/device","expires_in":600,"interval":1}""");
            gate?.Wait();
            return ScriptedAuthority.Answer.Json($$"""{"access_token":"t0ken-number-{{++count}}","token_type":"Bearer","refresh_token":"r{{count}}","expires_in":3600}""");
        });
    }

    private static SmtpAsset Asset(ScriptedAuthority authority) => new()
    {
        Server = "smtp.example.org",
        AuthType = AuthType.OAuth,
        OAuthFlow = OAuthFlow.DeviceCode,
        Username = "alice@example.org",
        ClientId = "client",
        AuthUrl = authority.Url.OriginalString + "/authorize",
        TokenUrl = authority.Url.OriginalString,
        DeviceAuthUrl = authority.Url.OriginalString + "/device",
    };

    private OAuthEnvironment Environment => new() { Store = () => NewStore() };

    private TokenSource SourceOf(SmtpAsset asset) => new(OAuthSettings.Of(asset), Environment);

    private Task<OAuthLogin> ConnectAsync(SmtpAsset asset, LoginOptions? options = null) =>
        new OAuthLogins(asset, Environment) { Feedback = _feedback }.ConnectAsync(new RecordingPrompt(), options ?? new LoginOptions(), default);

    private sealed class LockedProtector : IProtector
    {
        public ProtectionKind Kind => ProtectionKind.Keyring;

        public bool IsAvailable => true;

        public byte[] Protect(byte[] content, byte[] header) => throw Errors.StoreProtectionUnavailable.With("The keyring", "it is locked");

        public byte[] Unprotect(Envelope entry) => throw Errors.StoreProtectionUnavailable.With("The keyring", "it is locked");
    }

    private sealed class FailingProtector(IProtector inner, Func<bool> canWrite) : IProtector
    {
        public ProtectionKind Kind => inner.Kind;

        public bool IsAvailable => true;

        public byte[] Protect(byte[] content, byte[] header) =>
            canWrite() ? inner.Protect(content, header) : throw Errors.StoreProtectionUnavailable.With("The keyring", "it is locked");

        public byte[] Unprotect(Envelope entry) => inner.Unprotect(entry);
    }
}
