using System;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using System.Web;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>Connect-SmtpAsset while a person takes their time. No authorization server is asked.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class WaitingTests : IDisposable
{
    private readonly RecordingHost _host = new();
    private readonly LoginShell _shell;

    public WaitingTests() => _shell = new LoginShell(_host);

    [Fact]
    public async Task Connect_StoppedWhileItWaits_EndsAtOnceAndFreesThePort()
    {
        var run = _shell.RunAsync("Connect-SmtpAsset $asset -NoBrowser", LoginAsset.New());
        var redirect = Redirect(await _shell.PageAsync(run));
        Assert.True(IsOpen(redirect));

        _shell.Stop();

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
        Assert.False(IsOpen(redirect));
        Assert.Empty(_shell.Streams.Error);
        Assert.Empty(_shell.Output);
    }

    [Fact]
    public async Task Connect_WhileItWaits_ShowsTheUrlAsWriteHostWouldAndTheTimeLeft()
    {
        var run = _shell.RunAsync("Connect-SmtpAsset $asset -NoBrowser -TimeLimitSec 100 -InformationAction SilentlyContinue", LoginAsset.New());
        var page = await _shell.PageAsync(run);
        await AnswerAsync(page, "error=access_denied");
        await run;

        Assert.Contains($"To log in, open this page in a browser of this machine:{Environment.NewLine}{page.AbsoluteUri}", _host.Text, StringComparison.Ordinal);
        Assert.Contains("PSHOST", _shell.Streams.Information.Single().Tags);
        Assert.InRange(_shell.Streams.Progress[0].SecondsRemaining, 1, 100);
        Assert.InRange(_shell.Streams.Progress[0].PercentComplete, 0, 99);
        Assert.Equal(ProgressRecordType.Completed, _shell.Streams.Progress[^1].RecordType);
        Assert.Equal("OAuthLoginRefused", _shell.ErrorId);
    }

    [Fact]
    public async Task Connect_AnswerOfAnotherLogin_IsAnErrorOfSecurity()
    {
        var run = _shell.RunAsync("Connect-SmtpAsset $asset -NoBrowser", LoginAsset.New());
        var page = await _shell.PageAsync(run);
        using var http = new HttpClient();
        using var shown = await http.GetAsync(new Uri(Redirect(page), "?code=abc&state=another"));
        await run;

        Assert.Equal("OAuthStateMismatch", _shell.ErrorId);
        Assert.Equal(ErrorCategory.SecurityError, _shell.Streams.Error.Single().CategoryInfo.Category);
    }

    [Fact]
    public async Task Connect_ErrorActionStop_EndsTheScriptAndFreesThePort()
    {
        var run = _shell.RunAsync("$ErrorActionPreference = 'Stop'; Connect-SmtpAsset $asset -NoBrowser", LoginAsset.New());
        var page = await _shell.PageAsync(run);
        await AnswerAsync(page, "error=server_error");

        await Assert.ThrowsAsync<ActionPreferenceStopException>(() => run);
        Assert.False(IsOpen(Redirect(page)));
    }

    public void Dispose() => _shell.Dispose();

    private static async Task AnswerAsync(Uri page, string answer)
    {
        using var http = new HttpClient();
        using var shown = await http.GetAsync(new Uri(Redirect(page), $"?{answer}&state={HttpUtility.ParseQueryString(page.Query)["state"]}"));
    }

    private static Uri Redirect(Uri page) => new(HttpUtility.ParseQueryString(page.Query)["redirect_uri"]!);

    private static bool IsOpen(Uri redirect)
    {
        using var socket = new TcpClient();
        try
        {
            socket.Connect(redirect.Host, redirect.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
