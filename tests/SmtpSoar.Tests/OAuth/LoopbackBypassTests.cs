using System;
using System.Net;
using System.Net.Http;
using SmtpSoar.Core.OAuth;
using Xunit;

namespace SmtpSoar.Tests.OAuth;

/// <summary>No proxy hears what is said to this machine.</summary>
public sealed class OwnMachineBypassTests
{
    private readonly LoopbackBypass _bypass = new(new WebProxy("http://proxy.example.org:3128"));

    [Theory]
    [InlineData("http://127.0.0.1:9400/token")]
    [InlineData("http://localhost/token")]
    [InlineData("http://[::1]:8080/token")]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token")]
    public void OwnAddress_GoesDirectly(string url)
    {
        Assert.True(_bypass.IsBypassed(new Uri(url)));
        Assert.Null(_bypass.GetProxy(new Uri(url)));
    }

    [Theory]
    [InlineData("https://login.example.org/token")]
    [InlineData("https://10.0.0.1/token")]
    public void OtherAddress_GoesByTheProxy(string url)
    {
        Assert.False(_bypass.IsBypassed(new Uri(url)));
        Assert.Equal("http://proxy.example.org:3128/", _bypass.GetProxy(new Uri(url))!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://proxy.example.org:3128")]
    [InlineData("socks5://user:word@proxy.example.org:1080")]
    public void Handler_OfAnyAsset_FollowsNoRedirectAndHasTheBypass(string? proxy)
    {
        using var handler = (HttpClientHandler)OAuthHttp.CreateHandler(new SmtpAsset { Proxy = proxy });

        Assert.IsType<LoopbackBypass>(handler.Proxy);
        Assert.False(handler.AllowAutoRedirect);
        Assert.True(handler.Proxy!.IsBypassed(new Uri("http://127.0.0.1:1/")));
    }
}
