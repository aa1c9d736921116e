using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows the faults that a test can order at the authorization server.</summary>
public sealed class OAuthFaultSmokeTests
{
    private static OAuthServer Server => MailServers.Current.OAuth;

    [RealServerTheory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("microsoft")]
    public async Task Status_OrderedTwice_IsOverAtTheThirdRequestAndMetByNobodyElse(string authority)
    {
        var space = Server.Authorities[authority].NewSpace();
        var headers = new Dictionary<string, string> { ["retry-after"] = "1" };
        await space.OrderAsync(
            space.Authority.Token, new OAuthFault(503, new { error = "temporarily_unavailable" }, Count: 2, Headers: headers));

        var other = await OAuthRequests.AppTokenAsync(Server.Authorities[authority].NewSpace());
        var first = await OAuthRequests.AppTokenAsync(space);
        var second = await OAuthRequests.AppTokenAsync(space);
        var third = await OAuthRequests.AppTokenAsync(space);

        Assert.Equal((503, "temporarily_unavailable"), (first.Status, first.Error));
        Assert.Equal((200, 503, 200), (other.Status, second.Status, third.Status));
        Assert.Equal(3, await space.TokenRequestsAsync());
    }

    [RealServerTheory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Reset_Ordered_EndsTheConnection(string authority)
    {
        var space = Server.Authorities[authority].NewSpace();
        await space.OrderAsync(space.Authority.Token, new OAuthFault(Reset: true));

        await Assert.ThrowsAsync<HttpRequestException>(() => OAuthRequests.AppTokenAsync(space));

        Assert.Equal(200, (await OAuthRequests.AppTokenAsync(space)).Status);
    }

    [RealServerFact]
    public async Task Html_Ordered_IsNoJson()
    {
        var space = Server.Http.NewSpace();
        await space.OrderAsync(space.Authority.Token, new OAuthFault(Html: "<h1>Proxy</h1>"));

        await Assert.ThrowsAnyAsync<JsonException>(() => OAuthRequests.AppTokenAsync(space));
    }

    [RealServerFact]
    public async Task Delay_Ordered_IsFollowedByTheTrueAnswer()
    {
        var space = Server.Http.NewSpace();
        await space.OrderAsync(space.Authority.Token, new OAuthFault(Delay: 300));
        var watch = Stopwatch.StartNew();

        var late = await OAuthRequests.AppTokenAsync(space);

        Assert.Equal(200, late.Status);
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.ElapsedMilliseconds} ms");
    }

    [RealServerFact]
    public async Task Faults_Forgotten_AreOver()
    {
        var space = Server.Microsoft.NewSpace();
        await space.OrderAsync(space.Authority.Token, new OAuthFault(500, Count: 100));

        await space.ForgetFaultsAsync();

        Assert.Equal(200, (await OAuthRequests.AppTokenAsync(space)).Status);
    }
}
