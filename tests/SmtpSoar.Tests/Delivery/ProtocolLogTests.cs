using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

public sealed class ProtocolLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "smtp.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Log_OfAnyMechanism_HasBothSidesButNoSecretAndNoMessage(string mechanism)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { AuthMechanisms = [mechanism], Users = Mailer.Users });
        using (var mailer = LoggingMailer(server))
        {
            await mailer.SucceedAsync();
            await mailer.CloseAsync();
        }

        var lines = await File.ReadAllLinesAsync(Log);
        var secrets = server.Connections[0].Transcript
            .SkipWhile(line => !line.StartsWith("C: AUTH", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("S: 235", StringComparison.Ordinal))
            .Where(line => line.StartsWith("C: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).Where(word => word != mechanism && word.Length > 0).ToList();
        Assert.NotEmpty(secrets);
        Assert.DoesNotContain(lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)) || line.Contains(Mailer.Password, StringComparison.Ordinal));
        Assert.Equal(secrets.Count, lines.Count(line => line.Contains("********", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("Subject", StringComparison.Ordinal) || line.Contains("one", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("C: (", StringComparison.Ordinal) && line.EndsWith(" bytes of message)", StringComparison.Ordinal));

        // Nobody waits for the reply to QUIT.
        var heard = server.Connections[0].Transcript.Where(line => !line.StartsWith("S: 221", StringComparison.Ordinal));
        foreach (var said in heard.Where(line => line[0] is 'C' or 'S').Where(line => !secrets.Any(line.EndsWith)))
            Assert.Contains(said, lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Log_WithDataAllowedInPieces_HasNoMessage(int milliseconds)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Data, Reply.Dribble("354 go ahead", TimeSpan.FromMilliseconds(milliseconds))) });
        using (var mailer = LoggingMailer(server, logsIn: false))
            await mailer.SucceedAsync();

        Assert.DoesNotContain("Subject", await File.ReadAllTextAsync(Log));
    }

    [Fact]
    public async Task Log_OfAServerThatQuotesThePassword_HidesIt()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            AuthMechanisms = ["PLAIN"],
            Users = Mailer.Users,
            Script = new Script().On(Step.Auth, context => Reply.Of($"535 5.7.8 {context.Argument} {Mailer.Password}")),
        });
        using (var mailer = LoggingMailer(server))
            await mailer.FailAsync();

        var text = await File.ReadAllTextAsync(Log);
        Assert.DoesNotContain(Mailer.Password, text);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{Mailer.User}\0{Mailer.Password}")), text);
        Assert.Contains("S: 535 5.7.8 PLAIN ******** ********", text);
    }

    [Fact]
    public async Task Log_OfAHostileServer_HasNothingThatATerminalObeys()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Raw("550 5.7.1 \u001B[31mred\u0007\ttab \u202Egrün\r\n")) });
        using (var mailer = LoggingMailer(server, logsIn: false))
            await mailer.FailAsync();

        var text = await File.ReadAllTextAsync(Log);
        Assert.Contains("S: 550 5.7.1 \uFFFD[31mred\uFFFD\ttab \uFFFDgrün\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => (char.IsControl(character) && character is not ('\t' or '\r' or '\n')) || character == '\u202E');
    }

    [Fact]
    public async Task Log_OfAMessageBrokenOff_SaysHowFarItCame()
    {
        await using var server = Faults.Start("DataBytes", Reply.Drop);
        using (var mailer = Faults.Mailer(server))
        {
            mailer.Options.ProtocolLog = Log;
            await mailer.FailAsync(Faults.LongRequest);
        }

        var lines = await File.ReadAllLinesAsync(Log);
        Assert.EndsWith(" bytes of message)", lines[^1]);
        Assert.True(new FileInfo(Log).Length < 5000);
    }

    [Fact]
    public async Task Log_OfSeveralConnections_IsOneFile()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { MaxMessages = 1 });
        using (var mailer = LoggingMailer(server, logsIn: false))
        {
            await mailer.SucceedAsync();
            await mailer.SucceedAsync();
        }

        Assert.Equal(2, (await File.ReadAllLinesAsync(Log)).Count(line => line.StartsWith("Connected to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_InAFolderThatIsNotThere_IsRefusedBeforeConnecting()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        mailer.Options.ProtocolLog = Path.Combine(_folder.Path, "no", "smtp.log");

        var error = await mailer.FailAsync();

        Assert.Equal(("ProtocolLogFailed", ErrorKind.WriteError), (error.ErrorId, error.Kind));
        Assert.Contains(mailer.Options.ProtocolLog, error.Message);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task Log_OnADiskThatIsFull_WarnsOnceAndTheMailsGo()
    {
        if (!File.Exists("/dev/full"))
            return;
        await using var server = SmtpTestServer.Start(new ServerOptions { MaxMessages = 1 });
        using var mailer = Mailer.For(server);
        mailer.Options.ProtocolLog = "/dev/full";

        await mailer.SucceedAsync();
        await mailer.SucceedAsync();
        await mailer.CloseAsync();

        Assert.Contains("The protocol log '/dev/full' is not whole", Assert.Single(mailer.Feedback.Warnings));
        Assert.Equal(2, server.Connections.Count);
        Assert.Equal(2, server.Messages.Count);
    }

    private Mailer LoggingMailer(SmtpTestServer server, bool logsIn = true)
    {
        var mailer = Mailer.For(server, asset =>
        {
            if (logsIn)
                Mailer.LogIn(asset);
        });
        mailer.Options.ProtocolLog = Log;
        return mailer;
    }
}
