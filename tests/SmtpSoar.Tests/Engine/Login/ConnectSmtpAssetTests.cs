using System;
using System.Buffers.Text;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Tests.OAuth;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>Connect-SmtpAsset with a person, at a real authorization server.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class ConnectSmtpAssetTests : IDisposable
{
    private const string Connect = "Connect-SmtpAsset $asset -NoBrowser";

    private readonly RecordingHost _host = new();
    private readonly LoginShell _shell;
    private readonly HeadlessBrowser _browser = new();

    public ConnectSmtpAssetTests() => _shell = new LoginShell(_host);

    private static OAuthServer Server => MailServers.Current.OAuth;

    [RealServerFact]
    public async Task Connect_PersonOpensTheShownPage_WritesTheLogin()
    {
        var asset = NewAsset();

        await LogInAsync(Connect, asset);

        Assert.Empty(_shell.Streams.Error);
        Assert.Empty(_shell.Streams.Warning);
        var login = Assert.IsType<OAuthLogin>(Assert.Single(_shell.Output).BaseObject);
        Assert.Equal((asset.Username, true), (login.Username, login.IsRenewable));
        Assert.NotNull(Tokens(asset));
    }

    [RealServerFact]
    public async Task Connect_WhileItWaits_ShowsTheUrlAndTheTimeLeft()
    {
        await LogInAsync(Connect + " -TimeLimitSec 100", NewAsset());

        Assert.Contains("To log in, open this page in a browser of this machine:", _host.Text, StringComparison.Ordinal);
        Assert.Contains(Server.Http.Url.Authority, _host.Text, StringComparison.Ordinal);
        Assert.Contains("PSHOST", _shell.Streams.Information.Single().Tags);
        Assert.InRange(_shell.Streams.Progress[0].SecondsRemaining, 98, 100);
        Assert.InRange(_shell.Streams.Progress[0].PercentComplete, 0, 2);
        Assert.Equal(ProgressRecordType.Completed, _shell.Streams.Progress[^1].RecordType);
    }

    [RealServerFact]
    public async Task Connect_Anything_ShowsAndKeepsNoSecretInTheClear()
    {
        var asset = NewAsset(Server.Desktop);
        var page = await LogInAsync("$DebugPreference = $VerbosePreference = 'Continue'; " + Connect, asset);

        var code = page.Parameter("code");
        var challenge = new BrowserPage(await _shell.PageAsync(Task.CompletedTask), 0, "").Parameter("code_challenge")!;
        var tokens = Tokens(asset)!;
        string[] secrets = [code!, tokens.AccessToken, tokens.RefreshToken!, Server.Desktop.Secret!];
        Assert.DoesNotContain("", secrets);
        foreach (var text in _shell.Everything().Concat(_shell.Files()).Append(_host.Text))
        {
            Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(Regex.Matches(text, "(?=([A-Za-z0-9_-]{43}))"), word => IsVerifier(word.Groups[1].Value, challenge));
        }
    }

    [RealServerFact]
    public async Task Connect_SomebodyElseLogsIn_Warns()
    {
        var asset = NewAsset();
        var somebody = SmokeClient.UniqueAddress("somebody");

        await LogInAsync(Connect, asset, somebody);

        var warning = Assert.Single(_shell.Streams.Warning).Message;
        Assert.Contains($"'{somebody}' logged in, but the asset's mailbox is '{asset.Username}'", warning, StringComparison.Ordinal);
    }

    [RealServerFact]
    public async Task Connect_NoRefreshToken_WarnsWhatToDo()
    {
        var asset = NewAsset();
        asset.Scopes = ["smtp"];

        await LogInAsync(Connect, asset);

        Assert.Contains("Add the scope offline_access", Assert.Single(_shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [RealServerFact]
    public async Task Connect_CancelledByThePerson_IsAnErrorWithTheProvidersWords()
    {
        var run = _shell.RunAsync(Connect, NewAsset());
        await _browser.CancelAsync(await _shell.PageAsync(run));
        await run;

        Assert.Equal("OAuthLoginRefused", _shell.ErrorId);
        Assert.Equal(ProgressRecordType.Completed, _shell.Streams.Progress[^1].RecordType);
    }

    [RealServerFact]
    public async Task Connect_StoppedWhileACodeIsAwaited_EndsAtOnce()
    {
        var run = _shell.RunAsync("Connect-SmtpAsset $asset -DeviceCode", NewAsset());
        await _shell.PageAsync(run);

        _shell.Stop();

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
        Assert.Empty(_shell.Streams.Error);
        Assert.Empty(_shell.Output);
    }

    [RealServerFact]
    public async Task Connect_DeviceCode_ShowsTheCodeAndWhereToTypeIt()
    {
        var run = _shell.RunAsync("Connect-SmtpAsset $asset -DeviceCode -TimeLimitSec 1", NewAsset());
        var shown = await _shell.ShownAsync(run);
        await run;

        Assert.Matches(@"^To log in, open http://\S+ in any browser and type the code \S+$", shown);
        Assert.Equal("OAuthLoginTimeout", _shell.ErrorId);
    }

    [RealServerFact]
    public async Task ConnectAndDisconnect_NonInteractive_RenewAndForget()
    {
        var asset = NewAsset();
        await LogInAsync(Connect, asset);
        var first = Tokens(asset)!;

        await _shell.RunAsync("Connect-SmtpAsset $asset -NonInteractive", asset);
        Assert.NotEqual(first.AccessToken, Tokens(asset)!.AccessToken);
        Assert.Empty(_shell.Streams.Information);
        Assert.Empty(_shell.Streams.Progress);

        await _shell.RunAsync("Disconnect-SmtpAsset $asset -Verbose", asset);
        Assert.Null(Tokens(asset));
        Assert.Empty(_shell.Output);
        Assert.Contains(_shell.Streams.Verbose, line => line.Message.StartsWith($"The OAuth 2.0 tokens of '{asset.Username}' are forgotten", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _browser.Dispose();
        _shell.Dispose();
    }

    // Nobody but the token endpoint ever sees it; yet it can be told (RFC 7636, section 4.6).
    private static bool IsVerifier(string word, string challenge) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(word))) == challenge;

    private static SmtpAsset NewAsset(OAuthClient? client = null) =>
        OAuthMailer.AssetFor(Server.Http.NewSpace(), client ?? Server.Native, OAuthFlow.AuthorizationCode);

    private static TokenSet? Tokens(SmtpAsset asset) => new OAuthEnvironment().StoreFor(OAuthSettings.Of(asset)).Read();

    private async Task<BrowserPage> LogInAsync(string script, SmtpAsset asset, string? user = null)
    {
        var run = _shell.RunAsync(script, asset);
        var end = await _browser.LogInAsync(await _shell.PageAsync(run), user ?? asset.Username!);
        await run;
        return end;
    }
}
