using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>A pipeline that ends before its end: the connection closes, and what was sent is sent.</summary>
public sealed class EarlyEndTests : EngineTest
{
    private const string Messages = "1..5 | ForEach-Object { [pscustomobject]@{ To = \"u$_@example.org\"; Body = 'x' } } | ";
    private const string Send = "Send-SoarEmail -Asset $asset -Subject many";

    [Fact]
    public async Task Break_AfterTheFirstResult_ClosesTheConnection()
    {
        var server = StartServer();

        var results = Engine.Run($":loop while ($true) {{ {Messages}{Send} | ForEach-Object {{ $_; break loop }} }}");

        await server.WaitUntilIdleAsync();
        Assert.Single(results);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task DownstreamThrow_AfterTheSecondResult_ClosesTheConnection()
    {
        var server = StartServer();

        Engine.Try($"$count = 0; {Messages}{Send} | ForEach-Object {{ if (++$count -eq 2) {{ throw 'enough' }} }}");

        await server.WaitUntilIdleAsync();
        Assert.Equal("enough", Engine.Failure!.Message);
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset")]
    [InlineData("Send-SoarRawEmail -Path $folder/*.eml -Asset $asset")]
    [InlineData("Test-SmtpAsset $asset")]
    [InlineData("New-SmtpAsset x")]
    [InlineData("Import-SmtpAsset $asset")]
    [InlineData("Import-SmtpAsset -Path $folder/*.json")]
    [InlineData("Add-SoarVaultFile $folder/* -VaultPath $folder/vault")]
    [InlineData("$null = Add-SoarVaultFile $folder/a.eml -VaultPath $folder/vault; Get-SoarVaultFile -VaultPath $folder/vault")]
    public void DownstreamThrow_OfTheModulesOwnException_IsNotTakenForTheCommandsFailure(string script)
    {
        StartServer();
        Folder.Write("a.eml", "From: a@example.org\r\nTo: b@example.org\r\n\r\nx\r\n");
        Folder.Write("a.json", "{\"server\": \"x\"}");

        var caught = Engine.RunSingle($"$ours = try {{ New-SmtpAsset -ErrorAction Stop }} catch {{ $_.Exception }}; try {{ {script} | ForEach-Object {{ throw $ours }} }} catch {{ $_.FullyQualifiedErrorId }}");

        Assert.DoesNotContain("SmtpSoar.Commands", caught.ToString(), System.StringComparison.Ordinal);
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public async Task UpstreamThrow_AfterTheFirstMessage_ClosesTheConnection()
    {
        var server = StartServer();

        Engine.Try($"& {{ [pscustomobject]@{{ To = 'a@example.org'; Body = 'x' }}; throw 'source' }} | {Send}");

        await server.WaitUntilIdleAsync();
        Assert.Equal("source", Engine.Failure!.Message);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task ErrorActionStop_SecondMessageFails_EndsTheCommandAfterItsResult()
    {
        var server = StartServer(new ServerOptions
        {
            Script = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("u2@")),
        });

        var results = Engine.Try($"{Messages}{Send} -ErrorAction Stop");

        await server.WaitUntilIdleAsync();
        Assert.IsType<ActionPreferenceStopException>(Engine.Failure);
        Assert.Equal(["success", "failed"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task WarningActionStop_WarningWhilePreparing_EndsTheCommandAndSendsNothing()
    {
        var server = StartServer();

        Engine.Try("Send-SoarHtmlEmail -To a@example.org -HtmlBody '<img src=\"cid:none\">' -Asset $asset -WarningAction Stop");

        await server.WaitUntilIdleAsync();
        Assert.IsType<ActionPreferenceStopException>(Engine.Failure);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task WarningActionStop_WarningWhileConnecting_EndsTheCommandAndClosesTheConnection()
    {
        var server = StartServer(new ServerOptions { StartTls = true });

        Engine.Try("$asset.ssl_config = 'StartTLS'; $asset.SkipCertificateCheck = $true; Send-SoarEmail a@example.org s b -Asset $asset -WarningAction Stop");

        await server.WaitUntilIdleAsync();
        Assert.IsType<ActionPreferenceStopException>(Engine.Failure);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task VerbosePreferenceStop_NoteWhileConnecting_SendsNothing()
    {
        var server = StartServer();

        Engine.Try("$VerbosePreference = 'Stop'; Send-SoarEmail a@example.org s b -Asset $asset");

        await server.WaitUntilIdleAsync();
        Assert.IsType<ActionPreferenceStopException>(Engine.Failure);
        Assert.Empty(server.Messages);
    }
}
