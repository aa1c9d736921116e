using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

/// <summary>Faults that show in the bytes, and those around TLS.</summary>
public sealed class RawFaultTests
{
    [Fact]
    public async Task Script_OfGarbage_IsWritten()
    {
        byte[] garbage = [0xFF, 0x00, (byte)'2', (byte)'5', (byte)'0', (byte)'\n'];
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.Noop, Reply.Raw(garbage)));
        using RawClient client = await RawClient.ConnectAsync(server);

        await client.WriteAsync("NOOP\r\n");

        byte[] read = new byte[garbage.Length];
        await client.Stream.ReadExactlyAsync(read);
        Assert.Equal(garbage, read);
    }

    [Fact]
    public async Task Script_OfAnEndlessLine_IsWritten()
    {
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.Connect, Reply.EndlessLine));
        using RawClient client = await RawClient.ConnectAsync(server, readBanner: false);

        byte[] read = new byte[1024 * 1024];
        await client.Stream.ReadExactlyAsync(read);

        Assert.All(read, value => Assert.Equal((byte)'x', value));
        client.Dispose();
        await server.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task Reply_ByteByByte_ComesWhole()
    {
        var gate = new TaskCompletionSource();
        await using SmtpTestServer server = FaultTests.Start(new Script()
            .On(Step.Noop, Reply.Dribble("250-a\n250 b", TimeSpan.FromMilliseconds(1))).Times(1)
            .On(Step.Noop, Reply.Delay(TimeSpan.FromMilliseconds(1))).Times(1)
            .On(Step.Noop, Reply.WaitFor(gate.Task, Reply.Of("250 at last"))));
        using RawClient client = await RawClient.ConnectAsync(server);

        Assert.Equal("250-a\n250 b", await client.SayAsync("NOOP"));
        Assert.Equal("250 2.0.0 Ok", await client.SayAsync("NOOP"));
        Task<string?> late = client.SayAsync("NOOP");
        await server.WaitUntilAsync(() => server.Connections[0].Transcript[^1] == "C: NOOP");
        Assert.False(late.IsCompleted);
        gate.SetResult();
        Assert.Equal("250 at last", await late);
    }

    [Fact]
    public async Task Reply_BeforeAClose_IsReceived()
    {
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.Rset, Reply.AndClose("421 4.3.2 going down")));
        using RawClient client = await RawClient.ConnectAsync(server);

        await client.WriteAsync("NOOP\r\nRSET\r\n");

        Assert.Equal("250 2.0.0 Ok\r\n421 4.3.2 going down\r\n", await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_EndingInTheData_IsFollowed(bool reset)
    {
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.DataBytes(1000), reset ? Reply.Reset : Reply.Drop));
        using SmtpClient client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAnyAsync<IOException>(() => client.SendAsync(Mail.Message(text: new string('x', 20_000_000))));

        await server.WaitUntilIdleAsync();
        Assert.Contains("-- 1000 bytes of data", server.Connections[0].Transcript);
    }

    [Fact]
    public async Task Script_RefusingInTheData_IsFollowed()
    {
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.DataBytes(10), Reply.Of("552 5.3.4 enough")).Times(1));
        using SmtpClient client = await Mail.ConnectAsync(server);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail.Message()));
        await client.SendAsync(Mail.Message());

        Assert.Equal(552, (int)refused.StatusCode);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Script_StoppingToRead_BlocksTheClient()
    {
        await using SmtpTestServer server = FaultTests.Start(new Script().On(Step.DataBytes(10), Reply.Stall));
        using SmtpClient client = await Mail.ConnectAsync(server);
        client.Timeout = 300;

        await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(Mail.Message(text: new string('x', 20_000_000))));

        Assert.Equal(1, server.OpenConnections);
    }

    [Fact]
    public async Task Script_InjectingBeforeTls_IsFollowed()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = true,
            Script = new Script().On(Step.StartTls, Reply.WithInjected("220 go", "250-evil\n250 AUTH PLAIN")),
        });
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.SayAsync("EHLO me");
        byte[] read = new byte[8 + 10 + 16];

        await client.WriteAsync("STARTTLS\r\n");
        await client.Stream.ReadExactlyAsync(read);

        Assert.Equal("220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n", Encoding.ASCII.GetString(read));
        using SmtpClient mail = Mail.Client(server);
        await mail.ConnectAsync(server.Host, server.Port, SecureSocketOptions.StartTls);
        Assert.Empty(mail.AuthenticationMechanisms);
    }

    [Fact]
    public async Task Plaintext_AfterStartTls_IsDropped()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true });
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.SayAsync("EHLO me");

        await client.WriteAsync("STARTTLS\r\nMAIL FROM:<evil@example.org>\r\n");
        await server.WaitUntilAsync(() => server.Connections[0].Transcript[^1].Contains("thrown away", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("stripped")]
    [InlineData("garbage")]
    [InlineData("dropped")]
    public async Task StartTls_Denied_FailsTheClient(string how)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = how != "stripped",
            Script = how switch
            {
                "refused" => new Script().On(Step.StartTls, Reply.Of("454 4.7.0 no TLS now")),
                "garbage" => new Script().On(Step.TlsHandshake, Reply.AndClose("500 what was that")),
                "dropped" => new Script().On(Step.TlsHandshake, Reply.Drop),
                _ => new Script(),
            },
        });

        await Assert.ThrowsAnyAsync<Exception>(() => Mail.SendAsync(server, SecureSocketOptions.StartTls));

        await server.WaitUntilIdleAsync();
        Assert.False(server.Connections[0].IsTls);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Connection_EndedByTheServer_IsSeen()
    {
        await using var server = SmtpTestServer.Start();
        using RawClient first = await RawClient.ConnectAsync(server);
        using RawClient second = await RawClient.ConnectAsync(server);

        server.Connections[0].Drop();
        server.Connections[1].Abort();

        Assert.Equal("", await first.ReadToEndAsync());
        await Assert.ThrowsAnyAsync<IOException>(second.ReadToEndAsync);
        await server.WaitUntilIdleAsync();
        Assert.Equal(2, server.PeakConnections);
    }
}
