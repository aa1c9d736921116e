using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Addresses as they stand in MAIL and RCPT.</summary>
public sealed class AddressWireTests
{
    [Theory]
    [InlineData("\"a b\"@example.org", "\"a b\"@example.org")]
    [InlineData("\"a@b\"@example.org", "\"a@b\"@example.org")]
    [InlineData("\"a>b\"@example.org", "\"a>b\"@example.org")]
    [InlineData("\"a\\\"b\"@example.org", "\"a\\\"b\"@example.org")]
    [InlineData("\"\"@example.org", "\"\"@example.org")]
    [InlineData("\"ab\"@example.org", "ab@example.org")]
    [InlineData("a@XN--BCHER-kva.example", "a@XN--BCHER-kva.example")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]")]
    public async Task Send_AnyAddress_GoesOutAsItMust(string address, string wire)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var request = Mailer.Request(address, "other@example.org");
        request.From = address;
        var raw = new RawEmailRequest { Text = $"From: {address}\r\nTo: Ann <{address}>, other@example.org\r\n\r\nx\r\n" };
        var given = new RawEmailRequest { Text = "From: x@example.org\r\nTo: x@example.org\r\n\r\nx\r\n", EnvelopeFrom = address, EnvelopeTo = [address] };

        foreach (var mail in new MailRequest[] { request, raw, given })
            await mailer.SucceedAsync(mail);
        await mailer.CloseAsync();

        var commands = server.Connections.Single().Transcript.Where(line => line.StartsWith("C: MAIL", StringComparison.Ordinal) || line.StartsWith("C: RCPT", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, commands.Count(line => line.StartsWith($"C: MAIL FROM:<{wire}> ", StringComparison.Ordinal)));
        Assert.Equal(3, commands.Count(line => line == $"C: RCPT TO:<{wire}>"));
        Assert.Equal(2, commands.Count(line => line == "C: RCPT TO:<other@example.org>"));
    }

    [Theory]
    [InlineData("attacker@evil.example\uFF1E.corp.example")]
    [InlineData("a@b\uFF20c.example")]
    [InlineData("a@[127.0.0.1>,<b@c.org]")]
    public async Task Send_AddressThatWouldBreakOutOfItsBrackets_ReachesNoServer(string address)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        MailRequest[] mails =
        [
            Mailer.Request(address),
            new RawEmailRequest { Text = $"From: a@example.org\r\nTo: {address}\r\n\r\nx\r\n" },
            new RawEmailRequest { Text = $"From: {address}\r\nTo: a@example.org\r\n\r\nx\r\n" },
            new RawEmailRequest { Text = $"From: a@example.org\r\nTo: b@example.org\r\nBcc: {address}\r\n\r\nx\r\n" },
            new RawEmailRequest { Text = "From: a@example.org\r\nTo: b@example.org\r\n\r\nx\r\n", EnvelopeTo = [address] },
            new RawEmailRequest { Text = "From: a@example.org\r\nTo: b@example.org\r\n\r\nx\r\n", EnvelopeFrom = address },
        ];

        foreach (var mail in mails)
            Assert.Equal("AddressInvalid", (await mailer.SendAsync(mail)).Error?.ErrorId);

        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Connections);
    }
}
