using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

public sealed class OutboxCommandTests : EngineTest
{
    private const string Send = "Send-SoarEmail a@example.org greeting body -Asset $asset -Outbox $box";
    private const string SendSilently = Send + " -ErrorAction SilentlyContinue";
    private static readonly Script Later = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later"));

    public OutboxCommandTests() => Engine.SetVariable("box", Box);

    private string Box => Folder["my [out] box"];

    [Fact]
    public void Outbox_MessageThatGoes_IsListedAsSent()
    {
        StartServer();

        var result = Result(Send);
        var entry = Result("Get-SoarOutbox $box");

        Assert.Equal("success", result.Status);
        Assert.Equal(result.OutboxId, entry.Id);
        Assert.Equal(("Sent", "greeting", "sender@example.org", Box), ((string)entry.State.ToString(), (string)entry.Subject, (string)entry.From, (string)entry.Outbox));
        Assert.DoesNotContain((string)result.OutboxId, (string)result.ToJson());
    }

    [Fact]
    public void NoOutbox_HasNoId()
    {
        StartServer();
        Assert.Null(Result("Send-SoarEmail a@example.org s b -Asset $asset").OutboxId);
    }

    [Fact]
    public void Outbox_RelativePath_StartsAtTheCurrentLocation()
    {
        StartServer();
        Result("$null = $ExecutionContext.SessionState.Path.SetLocation([WildcardPattern]::Escape($folder)); Send-SoarEmail a@example.org s b -Asset $asset -Outbox 'rel[a]'");
        Assert.True(Directory.Exists(Path.Combine(Folder["rel[a]"], "sent")));
        Assert.Single(Engine.Run("$null = $ExecutionContext.SessionState.Path.SetLocation([WildcardPattern]::Escape($folder)); Get-SoarOutbox 'rel[a]'"));
    }

    [Fact]
    public async Task ServerDown_MessageIsKeptAndSentOnceItIsBack()
    {
        var server = StartServer();
        await server.DisposeAsync();

        var failed = Result(Send);
        Assert.Equal(("failed", "ConnectionRefused"), ((string)failed.Status, (string)failed.ErrorId));
        Assert.Contains($"kept in the outbox '{Box}'; Send-SoarOutbox sends it later", (string)failed.Message);
        Assert.True((bool)failed.IsKept);

        var back = StartServer();
        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset"));
        var sent = Result("Send-SoarOutbox $box -Asset $asset -Force");

        Assert.Equal(("success", "send email", (string)failed.OutboxId), ((string)sent.Status, (string)sent.Action, (string)sent.OutboxId));
        Assert.Equal("greeting", back.Messages.Single().Text.Split("\r\n").Single(line => line.StartsWith("Subject", StringComparison.Ordinal))[9..]);
        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Force -ResendUnknown"));
    }

    [Theory]
    [InlineData("451 4.3.0 later", true)]
    [InlineData("550 5.7.1 no", false)]
    public void IsKept_MailThatFailed_IsSoWhereItIsSentLater(string reply, bool isKept)
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of(reply)) });

        Assert.Equal(isKept, (bool)Result(SendSilently).IsKept);
        Assert.False((bool)Result("Send-SoarEmail a@example.org s b -Asset $asset -ErrorAction SilentlyContinue").IsKept);
        if (isKept)
            Assert.True((bool)Result("Send-SoarOutbox $box -Asset $asset -Force -ErrorAction SilentlyContinue").IsKept);
    }

    [Fact]
    public async Task IsKept_MailsThatWereNotTriedSinceTheServerIsAway_IsSoForEach()
    {
        await StartServer().DisposeAsync();

        var results = Engine.Run("""
            1..3 | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Body = 'b' } } |
                Send-SoarEmail -Asset $asset -Outbox $box -ErrorAction SilentlyContinue
            """);

        Assert.Equal([true, true, true], results.Select(result => (bool)((dynamic)result).IsKept));
    }

    [Fact]
    public void IsKept_SomeRecipientsDeferred_IsSoThoughTheStatusIsSuccess()
    {
        StartServer(new ServerOptions { Script = Refuse("b@", "450 4.2.0 later") });

        var result = Result("Send-SoarEmail a@example.org, b@example.org s b -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");

        Assert.Equal(("success", true), ((string)result.Status, (bool)result.IsKept));
    }

    [Fact]
    public void Sent_WithARecipientRefused_ShowsWho()
    {
        StartServer(new ServerOptions { Script = Refuse("b@", "550 5.1.1 unknown here") });
        Engine.Run("Send-SoarEmail a@example.org, b@example.org s b -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");

        var entry = Result("Get-SoarOutbox $box");

        Assert.Equal(("Sent", "RecipientRefused"), ((string)entry.State.ToString(), (string)entry.ErrorId));
        Assert.Equal("b@example.org", ((string[])entry.Refused).Single());
        Assert.Contains("b@example.org (550 5.1.1 unknown here)", (string)entry.LastError, StringComparison.Ordinal);
        Assert.NotNull(entry.Finished);
    }

    [Fact]
    public void SendSoarOutbox_NothingDue_SaysWhatWaitsUntilWhen()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..2 | ForEach-Object {{ {SendSilently} }}");
        var times = Engine.Run("Get-SoarOutbox $box | ForEach-Object { $_.NextTry.LocalDateTime.ToString('yyyy-MM-dd HH:mm:ss') }")
            .Select(time => (string)time.BaseObject)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset"));

        Assert.Equal(
            $"Nothing is due in the outbox '{Box}': 2 messages wait, the first until {times[0]}, the last until {times[1]}. -Force sends them now.",
            Assert.Single(Engine.Streams.Warning).Message);
    }

    private static Script Refuse(string recipient, string reply) =>
        new Script().On(Step.Rcpt, Reply.Of(reply)).When(command => command.Argument.Contains(recipient, StringComparison.Ordinal));

    [Fact]
    public void SendSoarOutbox_NothingWaits_IsQuiet()
    {
        StartServer();
        Engine.Run(Send);

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Verbose"));

        Assert.Empty(Engine.Streams.Warning);
        Assert.Contains(Engine.Streams.Verbose, line => line.Message == $"Nothing waits in the outbox '{Box}'.");
    }

    [Fact]
    public void SendSoarOutbox_ById_SendsThatOneThoughItIsNotDue()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..3 | ForEach-Object {{ {SendSilently} }}");
        var server = StartServer();

        var sent = Result("Send-SoarOutbox $box -Asset $asset -Id (Get-SoarOutbox $box)[1].Id");

        Assert.Equal((string)sent.OutboxId, (string)((dynamic)Engine.RunSingle("Get-SoarOutbox $box -State Sent")).Id);
        Assert.Single(server.Messages);
        Engine.Run("Get-SoarOutbox $box -State Waiting | Send-SoarOutbox $box -Asset $asset");
        Assert.Equal(3, server.Messages.Count);
    }

    [Fact]
    public void SendSoarOutbox_IdThatDoesNotWait_IsAnError()
    {
        StartServer();
        Engine.Run(Send);

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Id (Get-SoarOutbox $box).Id"));
        Assert.Equal("OutboxEntryNotWaiting", SingleErrorId());
    }

    [Fact]
    public void SendSoarOutbox_AllThatIsListed_PassesOverWhatWasSent()
    {
        StartServer();
        Engine.Run(Send);
        StartServer(new ServerOptions { Script = Later });
        Engine.Run(SendSilently);
        var server = StartServer();

        var listed = Engine.Run("$listed = @(Get-SoarOutbox $box); $listed | Send-SoarOutbox $box -Asset $asset -Verbose; $listed.Count");

        Assert.Empty(Engine.Errors);
        Assert.Equal((2, 2), (listed.Count, (int)listed[^1].BaseObject));
        Assert.Single(Engine.Streams.Verbose, line => line.Message.EndsWith("was sent already.", StringComparison.Ordinal));
        Assert.Single(server.Messages);

        Assert.Empty(Engine.Run("$listed | Send-SoarOutbox $box -Asset $asset -Verbose"));
        Assert.Equal(2, Engine.Streams.Verbose.Count(line => line.Message.EndsWith("was sent already.", StringComparison.Ordinal)));
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public void SendSoarOutbox_ByEntry_SendsThatOneAlone()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..3 | ForEach-Object {{ {SendSilently} }}");
        var server = StartServer();

        var sent = Result("$second = (Get-SoarOutbox $box)[1]; Send-SoarOutbox $box -Asset $asset -Entry $second");

        Assert.Equal((string)Result("$second").Id, (string)sent.OutboxId);
        Assert.Single(server.Messages);
    }

    [Fact]
    public void SendSoarOutbox_Failure_IsAResultAndAnError()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run(SendSilently);

        var result = Result("Send-SoarOutbox $box -Asset $asset -Force");

        Assert.Equal(("failed", "SenderRefused"), ((string)result.Status, (string)result.ErrorId));
        Assert.Same(((PSObject)result).BaseObject, SingleError().TargetObject);
        Assert.Equal(2, (int)Result("Get-SoarOutbox $box").Attempts);
    }

    [Fact]
    public async Task SendSoarOutbox_ServerAway_TriesOneAndSaysThatTheOthersWait()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..3 | ForEach-Object {{ {SendSilently} }}");
        await StartServer().DisposeAsync();

        Assert.Single(Engine.Run("Send-SoarOutbox $box -Asset $asset -Force"));

        Assert.Equal("ConnectionRefused", SingleErrorId());
        Assert.Contains("still wait", Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Equal([2, 1, 1], Engine.Run("(Get-SoarOutbox $box -State Waiting).Attempts").Select(count => (int)count.BaseObject));
    }

    [Fact]
    public void SendSoarOutbox_Unknown_OnlyWhereItIsWanted()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)) });
        Engine.Run(SendSilently);
        var server = StartServer();

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Force"));
        Assert.Equal("success", Result("Send-SoarOutbox $box -Asset $asset -ResendUnknown").Status);

        Assert.Single(server.Messages);
        Assert.True((bool)Result("Get-SoarOutbox $box").Resent);
    }

    [Fact]
    public void WhatIf_ChangesNothing()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run(Send + " -WhatIf");
        Assert.False(Directory.Exists(Box));
        Engine.Run(SendSilently);
        var server = StartServer();

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Force -WhatIf"));

        Assert.Contains("greeting", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Empty(server.Connections);
        Assert.Equal(1, (int)Result("Get-SoarOutbox $box -State Waiting").Attempts);
    }

    [Theory]
    [InlineData("Get-SoarOutbox $box -Retry", 3)]
    [InlineData("Get-SoarOutbox $box -Id (Get-SoarOutbox $box)[0].Id -Retry", 1)]
    [InlineData("(Get-SoarOutbox $box)[1..2] | Get-SoarOutbox -Retry", 2)]
    [InlineData("Get-SoarOutbox $box -Retry -WhatIf", 0)]
    public void Retry_FailedOnes_ArePutBackAndWritten(string script, int expected)
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")) });
        Engine.Run($"1..3 | ForEach-Object {{ {SendSilently} }}");

        var written = Engine.Run(script);

        Assert.Equal(expected, written.Count);
        Assert.Equal(written.Select(entry => (string)((dynamic)entry).Id), Engine.Run("Get-SoarOutbox $box -State Waiting | ForEach-Object { $_.Id }").Select(id => (string)id.BaseObject));
        Assert.Equal(3 - expected, Engine.Run("Get-SoarOutbox $box -State Failed").Count);
    }

    [Fact]
    public void Foreign_InTheQueue_IsNamedAndTheOthersGo()
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..2 | ForEach-Object {{ {SendSilently} }}");
        Directory.CreateDirectory(Path.Combine(Box, "queue", "strange"));
        File.WriteAllText(Path.Combine(Directory.GetDirectories(Path.Combine(Box, "queue")).Order().First(), "envelope.json"), "{");
        var server = StartServer();

        Assert.Single(Engine.Run("Send-SoarOutbox $box -Asset $asset -Force"));

        Assert.Equal(["OutboxEntryDamaged", "OutboxForeign"], Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("Get-SoarOutbox \"$folder/none\"", "OutboxMissing")]
    [InlineData("Get-SoarOutbox $box -Id 20260101T0000000000000-00000000", "OutboxEntryNotFound")]
    [InlineData("Get-SoarOutbox -Asset $asset", "OutboxNotNamed")]
    public void Get_WhatIsNotThere_IsAnError(string script, string error)
    {
        StartServer();
        Engine.Run(Send);

        Assert.Empty(Engine.Run(script));
        Assert.Equal(error, SingleErrorId());
    }

    [Fact]
    public void SendSoarOutbox_WithoutOutbox_EndsWithTheError()
    {
        StartServer();
        Engine.Try("Send-SoarOutbox \"$folder/none\" -Asset $asset");
        Assert.Equal("OutboxMissing", SingleErrorId());
    }

    [Fact]
    public void AssetsOutbox_ServesWhereNoneIsNamed()
    {
        StartServer();
        Engine.Run("$asset.Outbox = $box; $made = New-SmtpAsset x.example -Outbox $box");

        Assert.NotNull(Result("Send-SoarEmail a@example.org s b -Asset $asset").OutboxId);
        Assert.Single(Engine.Run("Get-SoarOutbox -Asset $asset"));
        Assert.Single(Engine.Run("Get-SoarOutbox -Asset $made"));
        Engine.Run("Send-SoarEmail a@example.org s b -Asset $asset -Outbox \"$folder/other\"");
        Assert.Single(Engine.Run("Get-SoarOutbox -Asset $asset"));
    }

    [Theory]
    [InlineData("ForEach-Object { break }")]
    [InlineData("ForEach-Object { throw 'downstream' }")]
    public void EarlyEnd_WhatWasNotSent_StillWaits(string downstream)
    {
        StartServer(new ServerOptions { Script = Later });
        Engine.Run($"1..5 | ForEach-Object {{ {SendSilently} }}");
        var server = StartServer();

        Engine.Try($"Send-SoarOutbox $box -Asset $asset -Force | {downstream}");

        Assert.Single(server.Messages);
        Assert.Equal(4, Engine.Run("Get-SoarOutbox $box -State Waiting").Count);
        Leftover.AssertClean(Box);
    }

    [Fact]
    public async Task CtrlC_WhileSending_GoesBackToTheQueue()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Hang) });
        var running = Engine.Start(Send);
        await server.WaitUntilAsync(() => server.Connections.Any(connection => connection.Transcript.Any(line => line.StartsWith("C: MAIL", StringComparison.Ordinal))));

        Engine.Stop();

        Assert.True(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(5)));
        using var other = Engine.WithModule();
        other.SetVariable("box", Box);
        Assert.Equal("Waiting", other.RunSingle("(Get-SoarOutbox $box).State.ToString()").BaseObject);
    }
}
