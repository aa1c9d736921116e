using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Tests.TestServer;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>Where a login listens.</summary>
public sealed class RedirectUriTests : BrowserLoginTestBase
{
    [IPv6Theory]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("[::1]", false, true)]
    [InlineData("localhost", true, true)]
    public void RedirectUri_NoneChosen_IsTheHostAtAFreePort(string host, bool four, bool six)
    {
        Open(host);

        Assert.Equal($"http://{host}:{Login.RedirectUri.Port}", Login.RedirectUri.OriginalString);
        Assert.Equal((four, six), (IsOpen(IPAddress.Loopback), IsOpen(IPAddress.IPv6Loopback)));
    }

    [Fact]
    public void RedirectUri_TwoLogins_HavePortsOfTheirOwn()
    {
        using var first = Open("localhost");
        using var second = Open("localhost");

        Assert.NotEqual(first.RedirectUri.Port, second.RedirectUri.Port);
    }

    [Theory]
    [InlineData("http://localhost:{0}/oauth/callback")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://[::1]:{0}/callback")]
    [InlineData("http://LOCALHOST:{0}")]
    public async Task RedirectUri_Chosen_IsKeptAndServed(string form)
    {
        var chosen = Chosen(form);
        Start(options: new LoginOptions { RedirectUri = chosen });

        var answer = await GetAsync($"{chosen.AbsolutePath}?code=abc&state={State}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(chosen.OriginalString, Login.RedirectUri.OriginalString);
        Assert.Equal($"{chosen.AbsoluteUri}?code=abc&state={State}", (await Outcome).AbsoluteUri);
    }

    [Fact]
    public async Task RedirectUri_ChosenTwiceInARow_CanBeHadAgain()
    {
        var options = new LoginOptions { RedirectUri = Chosen("http://localhost:{0}/") };
        for (var i = 0; i < 2; i++)
        {
            Start(options: options);
            await GetAsync($"/?code=abc&state={State}");
            await Outcome;
            Close();
            Assert.False(IsOpen(IPAddress.Loopback));
            Prompt.Reset();
        }
    }

    [Theory]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://127.0.0.1:{0}/")]
    public void RedirectUri_PortTaken_IsRefused(string form)
    {
        using var other = Open("localhost");
        var options = new LoginOptions { RedirectUri = new Uri(string.Format(null, form, other.RedirectUri.Port)) };

        var failure = Assert.Throws<SmtpSoarException>(() => Open(options: options));

        Assert.Equal("OAuthRedirectInvalid", failure.ErrorId);
        Assert.Contains("another program listens at that port", failure.Sentence, StringComparison.Ordinal);
    }

    [IPv6Fact]
    public void RedirectUri_OneAddressOfLocalhostTaken_IsRefused()
    {
        using var other = Open("[::1]");
        var options = new LoginOptions { RedirectUri = new Uri($"http://localhost:{other.RedirectUri.Port}/") };

        Assert.Equal("OAuthRedirectInvalid", Assert.Throws<SmtpSoarException>(() => Open(options: options)).ErrorId);
    }

    [Theory]
    [InlineData("https://localhost:8400/", "it is no http:// URL")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob", "it is no http:// URL")]
    [InlineData("localhost:8400", "it is no http:// URL")]
    [InlineData("/callback", "it is no http:// URL")]
    [InlineData("http://login.example.org:8400/", "its host is neither")]
    [InlineData("http://192.0.2.1:8400/", "its host is neither")]
    [InlineData("http://localhost.example.org:8400/", "its host is neither")]
    [InlineData("http://0.0.0.0:8400/", "its host is neither")]
    [InlineData("http://localhost/", "it names no port")]
    [InlineData("http://127.0.0.1", "it names no port")]
    [InlineData("http://localhost:0/", "it names no port")]
    [InlineData("http://user:word@localhost:8400/", "neither a user name")]
    [InlineData("http://localhost:8400/?a=b", "nor a query")]
    [InlineData("http://localhost:8400/#a", "nor a fragment")]
    public void RedirectUri_ThatCantBeOurs_IsRefused(string url, string why)
    {
        var options = new LoginOptions { RedirectUri = new Uri(url, UriKind.RelativeOrAbsolute) };

        var failure = Assert.Throws<SmtpSoarException>(() => Open(options: options));

        Assert.Equal("OAuthRedirectInvalid", failure.ErrorId);
        Assert.Contains(why, failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("word@", failure.Message, StringComparison.Ordinal);
    }

    // A port that was free just now.
    private Uri Chosen(string form)
    {
        using var free = Open("localhost");
        return new Uri(string.Format(null, form, free.RedirectUri.Port));
    }

    private bool IsOpen(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address, Login.RedirectUri.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
