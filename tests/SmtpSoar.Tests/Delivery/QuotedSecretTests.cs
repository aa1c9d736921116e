using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Servers that quote what was said to prove who we are, long after the login.</summary>
public sealed class QuotedSecretTests : IDisposable
{
    private static readonly string Quoted = string.Join(
        " ",
        Mailer.Password,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Mailer.Password)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{Mailer.User}\0{Mailer.Password}")),
        Mailer.Password.Replace("-", "%2d", StringComparison.Ordinal),
        Mailer.Password.Replace("-", "=2D", StringComparison.Ordinal),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Mailer.Password)));

    private readonly TemporaryFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "smtp.log");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Steps => new()
    {
        { "Mail", "550 5.7.1" },
        { "Mail", "421 4.7.0" },
        { "Rcpt", "550 5.1.1" },
        { "Rcpt", "450 4.2.1" },
        { "Rcpt", "421 4.7.0" },
        { "Data", "554 5.5.1" },
        { "EndOfData", "554 5.7.1" },
        { "EndOfData", "250 2.0.0" },
        { "Ehlo", "550 5.7.1" },
        { "Connect", "554 5.7.1" },
        { "Auth", "535 5.7.8" },
        { "Auth", "235 2.7.0" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Reply_QuotingThePassword_ShowsItNowhere(string step, string code)
    {
        await using var server = Start(new Script().On(StepNamed(step), Reply.Of($"{code} I heard {Quoted}")));

        var texts = await SendAsync(server);

        AssertHidden(texts);
        if (step != "Connect")
            Assert.Contains($"{code} I heard ********", File.ReadAllText(Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("EndOfData")]
    public async Task Reply_OfSeveralLines_QuotingThePassword_ShowsItNowhere(string step)
    {
        await using var server = Start(new Script().On(StepNamed(step), Reply.Of($"550-5.7.1 I heard\r\n550-5.7.1 {Quoted}\r\n550 5.7.1 {Mailer.Password}")));

        AssertHidden(await SendAsync(server));
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("EndOfData")]
    public async Task Garbage_QuotingThePassword_ShowsItNowhere(string step)
    {
        await using var server = Start(new Script().On(StepNamed(step), Reply.Raw($"what is {Quoted}\r\n")));

        AssertHidden(await SendAsync(server));
    }

    // Byte by byte no single read has all of it; then the line ends in the middle of it.
    [Theory]
    [InlineData("550 5.7.1 I heard Pl4nted-S3cret", false)]
    [InlineData("550 5.7.1 I heard Pl4nted-S3", true)]
    public async Task Reply_InPieces_QuotingThePassword_ShowsItNowhere(string text, bool breaks)
    {
        var reply = breaks ? Reply.AndClose(text) : Reply.Dribble(text, TimeSpan.Zero);
        await using var server = Start(new Script().On(Step.Mail, reply));

        AssertHidden(await SendAsync(server));
    }

    [Fact]
    public async Task Recipients_PartlyRefused_ShowThePasswordNowhere()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of($"550 5.1.1 I heard {Quoted}")).Times(1));

        var texts = await SendAsync(server, to: ["a@example.org", "b@example.org"]);

        AssertHidden(texts);
        Assert.Contains(texts, text => text.Contains("550 5.1.1 I heard ********", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mail", "550 5.7.1")]
    [InlineData("Rcpt", "450 4.2.1")]
    [InlineData("EndOfData", "250 2.0.0")]
    public async Task Outbox_OfAServerThatQuotesThePassword_KeepsItNowhere(string step, string code)
    {
        await using var server = Start(new Script().On(StepNamed(step), Reply.Of($"{code} I heard {Quoted}")));
        var outbox = Path.Combine(_folder.Path, "outbox");

        AssertHidden(await SendAsync(server, outbox: outbox));

        var record = Directory.GetFiles(outbox, "envelope.json", SearchOption.AllDirectories).Single();
        Assert.Contains("I heard ********", File.ReadAllText(record), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy-user", "pr0xy-S3cret/+=")]
    [InlineData("u", "12345")]
    public async Task Proxy_QuotingItsPassword_ShowsItNowhere(string user, string password)
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, mood: ProxyMood.Quoting);
        using var mailer = Mailer.For(server, asset => asset.Proxy = $"http://{user}:{Uri.EscapeDataString(password)}@{proxy.Address}");

        var error = await mailer.FailAsync();

        Assert.Equal("ProxyFailed", error.ErrorId);
        Assert.Contains("403 I heard", error.Message, StringComparison.Ordinal);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        foreach (var text in TextsOf(error))
        {
            Assert.DoesNotContain(basic, text, StringComparison.Ordinal);
            Assert.DoesNotContain(password, text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001B', text);
        }
    }

    private static SmtpTestServer Start(Script script) => SmtpTestServer.Start(new ServerOptions
    {
        AuthMechanisms = ["PLAIN"],
        Users = Mailer.Users,
        Script = script,
    });

    private static Step StepNamed(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;

    private static IEnumerable<string> TextsOf(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error.Message;
            yield return error.ToString();
        }
    }

    private async Task<IReadOnlyList<string>> SendAsync(SmtpTestServer server, string? outbox = null, params string[] to)
    {
        using var mailer = Mailer.For(server, Mailer.LogIn);
        mailer.Options.ProtocolLog = Log;
        mailer.Options.Outbox = outbox;
        var outcome = await mailer.SendAsync(to);
        await mailer.CloseAsync();
        mailer.Dispose();
        var test = await mailer.TestAsync(skipTestMail: true);
        return
        [
            .. TextsOf(outcome.Error), .. TextsOf(test.Error),
            outcome.Result.ToJson(), outcome.Result.ServerResponse ?? "", test.Result.ToJson(),
            .. ((SoarConnectivityResult)test.Result).Steps.Select(one => one.Detail),
            .. outcome.Result.Recipients.Select(recipient => $"{recipient} {recipient.Text}"),
            .. mailer.Feedback.Details, .. mailer.Feedback.Warnings,
            .. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
        ];
    }

    private static void AssertHidden(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var form in Quoted.Split(' ').Append(Mailer.Password[..8]))
                Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
