using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Tests.OAuth.Login;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>An asset whose authorization server has Microsoft's paths, the person who logs in, and a network that ends at this machine.</summary>
internal sealed class MicrosoftLogin : IDisposable
{
    private readonly List<LoopbackOnly> _networks = [];

    public MicrosoftLogin(SmtpAsset asset, Func<Uri, Task>? browse = null, Func<HttpMessageHandler>? tcp = null, TimeProvider? clock = null)
    {
        Mailer = new OAuthMailer(asset)
        {
            Environment = new OAuthEnvironment
            {
                Clock = clock ?? TimeProvider.System,
                Store = () => new ProtectedStore(Mailer!.DataFolder),
                Handler = used => Watch(tcp?.Invoke() ?? OAuthHttp.CreateHandler(used)),
                Browser = new FakeBrowser(browse is null ? null : page => Browsing = Task.Run(() => browse(page))),
            },
        };
    }

    public OAuthMailer Mailer { get; }

    public SmtpAsset Asset => Mailer.Asset;

    public RecordingPrompt Prompt { get; } = new();

    /// <summary>What the browser does.</summary>
    public Task Browsing { get; private set; } = Task.CompletedTask;

    /// <summary>An asset of the real authorization server, with nothing in it that the module can know by itself.</summary>
    public static SmtpAsset AssetFor(OAuthSpace space, OAuthClient client, OAuthFlow flow, string? user = null)
    {
        var asset = OAuthMailer.AssetFor(space, client, flow, user);
        asset.Scopes = [];
        asset.DeviceAuthUrl = null;
        return asset;
    }

    /// <summary>A person who logs in at the real authorization server.</summary>
    public static MicrosoftLogin For(OAuthSpace space, OAuthClient client, OAuthFlow flow, string? person = null) =>
        new(AssetFor(space, client, flow), async page =>
        {
            using var browser = new HeadlessBrowser();
            await browser.LogInAsync(page, person ?? space.Mailbox);
        });

    /// <summary>What Connect-SmtpAsset does.</summary>
    public async Task<OAuthLogin> ConnectAsync()
    {
        var login = await new OAuthLogins(Asset, Mailer.Environment).ConnectAsync(Prompt, new LoginOptions(), CancellationToken.None);
        await Browsing;
        return login;
    }

    public async Task<SmtpSoarException> FailToConnectAsync() => await Assert.ThrowsAsync<SmtpSoarException>(ConnectAsync);

    public Task<TokenSet> RenewAsync() => Mailer.Source.RenewAsync(CancellationToken.None);

    public async Task<SmtpSoarException> FailToRenewAsync() => await Assert.ThrowsAsync<SmtpSoarException>(RenewAsync);

    public void Dispose()
    {
        Mailer.Dispose();
        Assert.Empty(_networks.Select(tcp => tcp.Elsewhere).OfType<string>());
    }

    private LoopbackOnly Watch(HttpMessageHandler inner)
    {
        var tcp = new LoopbackOnly(inner);
        _networks.Add(tcp);
        return tcp;
    }
}
