using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.NameService;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.NameService;

/// <summary>What a DNS server on the loopback address says, and does not say.</summary>
public sealed class DnsResolverTests : IDisposable
{
    private readonly DnsTestServer _server = DnsTestServer.Start();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(DnsBehaviour.Answer)]
    [InlineData(DnsBehaviour.Truncate)]
    public async Task Texts_OfAName_ArePutTogether(DnsBehaviour behaviour)
    {
        var longest = string.Concat(Enumerable.Repeat("0123456789", 120));
        _server.Add("a.example.org", longest, "second");
        _server.Behaviour = behaviour;

        var texts = await Resolver().FindTextAsync("a.example.org", CancellationToken.None);

        Assert.Equal([longest, "second"], texts);
    }

    [Fact]
    public async Task Name_ThatIsNotThere_HasNoTexts()
    {
        _server.Add("empty.example.org");

        Assert.Empty(await Resolver().FindTextAsync("none.example.org", CancellationToken.None));
        Assert.Empty(await Resolver().FindTextAsync("empty.example.org", CancellationToken.None));
    }

    [Theory]
    [InlineData(DnsBehaviour.Fail)]
    [InlineData(DnsBehaviour.Silence)]
    public async Task Server_ThatDoesNotAnswer_IsNoAnswer(DnsBehaviour behaviour)
    {
        _server.Behaviour = behaviour;
        var resolver = new DnsResolver(_server.EndPoint) { Timeout = TimeSpan.FromMilliseconds(200), Retries = 1 };

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => resolver.FindTextAsync("a.example.org", CancellationToken.None));

        Assert.Equal("DnsUnavailable", error.ErrorId);
        Assert.Contains("'a.example.org'", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileAServerIsSilent_EndsTheWait()
    {
        _server.Behaviour = DnsBehaviour.Silence;
        using var stop = new CancellationTokenSource();
        var answer = new DnsResolver(_server.EndPoint) { Timeout = TimeSpan.FromMinutes(1) }.FindTextAsync("a.example.org", stop.Token);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53:53")]
    [InlineData(" 192.0.2.53:5353 ", "192.0.2.53:5353")]
    [InlineData("2001:db8::53", "[2001:db8::53]:53")]
    [InlineData("[2001:db8::53]", "[2001:db8::53]:53")]
    [InlineData("[2001:db8::53]:5353", "[2001:db8::53]:5353")]
    public void Address_OfAServer_IsRead(string text, string address) => Assert.Equal(address, DnsServerAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("dns.example.org")]
    [InlineData("1.2")]
    [InlineData("192.0.2.53:")]
    [InlineData("192.0.2.53:0")]
    [InlineData("192.0.2.53:65536")]
    [InlineData("[192.0.2.53]")]
    [InlineData("[2001:db8::53")]
    public void Text_ThatIsNoAddress_IsRefused(string text) =>
        Assert.Equal("DnsServerInvalid", Assert.Throws<SmtpSoarException>(() => DnsServerAddress.Parse(text)).ErrorId);

    private DnsResolver Resolver() => new(_server.EndPoint);
}
