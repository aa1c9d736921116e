using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Documentation;

/// <summary>The mail merge recipe, its own words: nothing goes twice, whatever failed.</summary>
[Collection(Assets.DataFolderGroup.Name)]
public sealed class MergeRecipeTests : Assets.AssetEngineTest
{
    private const string Rows =
        "$mails = @(1..3 | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Subject = \"Case $_\"; Body = 'b' } })";

    private static readonly string[] Code = Blocks();

    [Fact]
    public async Task SendAgain_MailsThatAnOutboxKeeps_GoOnceEach()
    {
        var server = StartServer();
        Engine.SetVariable("box", Folder["box"]);
        Engine.Run("Import-SmtpAsset $asset | New-SmtpAsset -Outbox $box | Register-SmtpAsset -Name office");
        var port = server.Port;
        await server.DisposeAsync();
        Engine.Run($"{Rows}; {Recipe("$results = @(")}");
        Assert.Equal(["failed", "failed", "failed"], Engine.Run("$results.Status").Select(status => (string)status.BaseObject));

        var back = Own(SmtpTestServer.Start(new ServerOptions { Port = port }));
        Engine.Run(Recipe("$again = for"));
        Assert.Empty(back.Messages);
        Engine.Run(Recipe("-contains $true").Replace("-Asset office", "-Asset office -Force", StringComparison.Ordinal));
        Engine.Run("Send-SoarOutbox -Asset office -Force");

        Assert.Empty(Engine.Errors);
        Assert.Equal(["Case 1", "Case 2", "Case 3"], back.Messages.Select(Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SendAgain_MailsThatFailedForGood_GoOnce()
    {
        var isMended = false;
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")).When(_ => !isMended) });
        Engine.SetVariable("box", Folder["box"]);
        Engine.Run("Import-SmtpAsset $asset | New-SmtpAsset -Outbox $box | Register-SmtpAsset -Name office");
        Engine.Run($"{Rows}; {Recipe("$results = @(")}");

        isMended = true;
        Engine.Run(Recipe("$again = for"));
        Engine.Run(Recipe("-contains $true") + "; Send-SoarOutbox -Asset office -Force");

        Assert.Equal(["Case 1", "Case 2", "Case 3"], server.Messages.Select(Subject).Order(StringComparer.Ordinal));
    }

    private static string Subject(ReceivedMessage message) =>
        message.Text.Split("\r\n").Single(line => line.StartsWith("Subject: ", StringComparison.Ordinal))[9..];

    private static string Recipe(string mark) => Code.Single(block => block.Contains(mark, StringComparison.Ordinal));

    private static string[] Blocks() => File.ReadAllText(Path.Combine(BuiltModule.Repository, "docs", "recipes", "mail-merge.md"))
        .Split("```powershell\n")
        .Skip(1)
        .Select(block => block.Split("\n```")[0])
        .ToArray();
}
