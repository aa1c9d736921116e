using System;
using System.Net;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

public sealed class ConnectionTests
{
    [IPv6Fact]
    public async Task Server_AtAnIPv6Address_Listens()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Address = IPAddress.IPv6Loopback, StartTls = true });

        await Mail.SendAsync(server, SecureSocketOptions.StartTls);

        Assert.Single(server.Messages);
    }

    [Fact]
    public void Server_AtAnAddressOfTheNetwork_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SmtpTestServer.Start(new ServerOptions { Address = IPAddress.Any }));

    [Fact]
    public async Task Server_StartedAgain_ListensAtTheSamePort()
    {
        var first = SmtpTestServer.Start();
        using RawClient client = await RawClient.ConnectAsync(first);
        await first.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Mail.SendAsync(first));

        await using var second = SmtpTestServer.Start(new ServerOptions { Port = first.Port });
        await Mail.SendAsync(second);

        Assert.Single(second.Messages);
    }

    [Fact]
    public async Task Connections_OverTheLimit_AreRefused()
    {
        await using SmtpTestServer server = FaultTests.Start(new Script()
            .On(Step.Connect, Reply.AndClose("421 4.7.0 too many connections")).When(context => context.OpenConnections > 1));
        using RawClient first = await RawClient.ConnectAsync(server);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => Mail.SendAsync(server));
        first.Dispose();
        await server.WaitUntilIdleAsync();
        await Mail.SendAsync(server);

        Assert.Equal(421, (int)refused.StatusCode);
        Assert.Equal(2, server.PeakConnections);
    }

    [Fact]
    public async Task Client_Connecting_IsReported()
    {
        using var server = SmtpTestServer.Start();
        Task<SmtpTestConnection> waiting = server.WaitForConnectionAsync();
        Assert.False(waiting.IsCompleted);

        using RawClient client = await RawClient.ConnectAsync(server);

        Assert.Equal(1, (await waiting).Number);
        Assert.True((await waiting).IsOpen);
    }
}
