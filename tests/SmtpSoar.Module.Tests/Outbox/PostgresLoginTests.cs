using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>The login of an outbox in a database, where it stands in a kept asset and nowhere else.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class PostgresLoginTests : AssetEngineTest
{
    [PostgresFact]
    public void Message_DownThePipeline_IsRemovedByTheLoginOfTheAssetWhoseOutboxItIs()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        cluster.Sql("create database mail; create role worker login password 'a worker''s secret'");
        Engine.SetVariable("admin", cluster.Address("mail"));
        Engine.SetVariable("box", $"postgresql://127.0.0.1:{cluster.Port}/mail?sslmode=disable");
        Engine.Run("$null = Initialize-SoarOutbox $admin");
        cluster.Sql("grant smtpsoar_work to worker", "mail");
        Engine.Run("""
            $login = [pscredential]::new('worker', [System.Net.NetworkCredential]::new('', "a worker's secret").SecurePassword)
            $usual = New-SmtpAsset -Server 127.0.0.1 -Port 1 -SslMethod None -RetryCount 0 -SenderAddress s@example.org
            $usual | Register-SmtpAsset -Name usual -Default
            $usual | New-SmtpAsset -Outbox $box -OutboxCredential $login | Register-SmtpAsset -Name fleet
            $sent = Send-SoarEmail -Asset fleet -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue
            $kept = Get-SoarOutbox $box
            """);
        Assert.Equal("kept", Engine.Run("$kept.Subject")[0].ToString());

        Engine.Run("$kept | Remove-SoarOutbox");

        Assert.Empty(Engine.Errors);
        Assert.Empty(Engine.Run("Get-SoarOutbox $box"));
    }

    [PostgresFact]
    public void Message_DownThePipeline_IsHandledByTheLoginThatItWasFoundBy()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        foreach (var found in new[] { "Get-SoarOutbox -Asset works", "Get-SoarOutbox -Asset $table", "Get-SoarOutbox $whole" })
        {
            Engine.Run("$null = 1..2 | ForEach-Object { Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue }");
            Engine.Run($"$found = {found}; $held = $found | Get-SoarOutbox -Retry -ErrorAction SilentlyContinue; $found | Remove-SoarOutbox");

            Assert.DoesNotContain(Engine.Errors, error => !error.FullyQualifiedErrorId.StartsWith("OutboxEntryNotFailed", System.StringComparison.Ordinal));
            Assert.Empty(Engine.Run("Get-SoarOutbox -Asset works"));
        }
    }

    [PostgresFact]
    public void Message_DownThePipeline_IsSentByTheAssetThatItWasFoundBy()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        Engine.Run("$null = Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue");
        var server = StartServer();
        Engine.SetVariable("open", server.Port);

        Engine.Run("$table.Port = $open; $sent = Get-SoarOutbox -Asset $table -State Waiting | Send-SoarOutbox");

        Assert.Empty(Engine.Errors);
        Assert.Single(server.Messages);
        Assert.Equal("Sent", Engine.RunSingle("(Get-SoarOutbox -Asset works).State").ToString());
    }

    [PostgresFact]
    public void Message_DownThePipeline_ShowsNothingOfTheLogin()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        Engine.Run("$null = Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue");

        var shown = Engine.Run("""
            $entry = Get-SoarOutbox $whole
            "$entry"
            [System.Management.Automation.PSSerializer]::Serialize($entry, 5)
            $entry.PSObject.Members.ForEach{ "$($_.Name)=$($_.Value)" } -join '; '
            $again = [SmtpSoar.OutboxEntry] @{ Id = $entry.Id; State = $entry.State; Outbox = $box }
            """);

        Assert.Equal(3, shown.Count);
        Assert.DoesNotContain(shown, text => text.ToString().Contains("secret", System.StringComparison.OrdinalIgnoreCase) || text.ToString().Contains("Access", System.StringComparison.Ordinal));
        Engine.Try("$again | Remove-SoarOutbox");
        Assert.StartsWith("OutboxOwnersMany,", Engine.Errors[0].FullyQualifiedErrorId, System.StringComparison.Ordinal);
        Assert.Contains("accepts, works", Engine.Errors[0].ErrorDetails.Message, System.StringComparison.Ordinal);
        Engine.Run("$again | Remove-SoarOutbox -Asset works");
        Assert.Empty(Engine.Run("Get-SoarOutbox -Asset works"));
    }

    [PostgresFact]
    public void Outbox_ByAnotherSpelling_IsOpenedByTheLoginOfTheAssetWhoseOutboxItIs()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        Engine.Run("$null = Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue");
        Engine.SetVariable("spelt", $"postgres://127.0.0.1:{cluster.Port}/?dbname=mail&schema=smtpsoar&outbox=default&sslmode=disable");

        Engine.Try("Get-SoarOutbox $spelt");
        Assert.StartsWith("OutboxOwnersMany,", Engine.Errors[0].FullyQualifiedErrorId, System.StringComparison.Ordinal);

        Assert.Single(Engine.Run("Unregister-SmtpAsset accepts -Confirm:$false; Get-SoarOutbox $spelt"));
        Assert.Empty(Engine.Errors);
    }

    [PostgresFact]
    public void Tab_OnAnId_LooksByTheLoginThatTheCommandWouldHave()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        Engine.Run("$null = Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -ErrorAction SilentlyContinue");
        var id = (string)((dynamic)Engine.RunSingle("Get-SoarOutbox -Asset works")).Id;

        Engine.Run("$Error.Clear()");
        foreach (var line in new[] { "Get-SoarOutbox -Asset works -Id ", "Get-SoarOutbox $box -Asset works -Id ", "Send-SoarOutbox -Asset $table -Id " })
            Assert.Equal([id], Offered(line));
        Assert.Empty(Offered("Get-SoarOutbox $box -Id "));
        Assert.Empty(Offered("Get-SoarOutbox -Asset accepts -Id "));
        Assert.Empty(Engine.Run("$Error"));

        Engine.Run("""
            $mail | New-SmtpAsset -Outbox $box -OutboxCredential (Login worker "a worker's secret") |
                Register-SmtpAsset -Name works -Default -Force
            """);
        foreach (var line in new[] { "Remove-SoarOutbox -Id ", "Remove-SoarOutbox $box -Id ", "Send-SoarOutbox $box -Id " })
            Assert.Equal([id], Offered(line));
        Assert.Empty(Engine.Run("$Error"));
    }

    [PostgresFact]
    public void Login_OfAnAsset_GoesToNoOtherDatabase()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        cluster.Sql("create database other");
        Engine.SetVariable("other", $"postgresql://127.0.0.1:{cluster.Port}/other?sslmode=disable");

        foreach (var command in new[] { "Measure-SoarOutbox $other -Asset works", "Get-SoarOutbox $other -Asset works", "Initialize-SoarOutbox $other -Asset works" })
        {
            Engine.Try(command);
            Assert.StartsWith("OutboxLoginRefused,", Engine.Errors[^1].FullyQualifiedErrorId, System.StringComparison.Ordinal);
        }

        dynamic result = Engine.Try("Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -Outbox $other")[0];
        Assert.Equal("OutboxLoginRefused", (string)result.ErrorId);
        Engine.Run("$null = Send-SoarEmail -Asset works -To a@example.org -Subject kept -Body text -Outbox ($box + '&outbox=second') -ErrorAction SilentlyContinue");
        Assert.Single(Engine.Run("Get-SoarOutbox ($box + '&outbox=second') -Asset works"));
    }

    private string[] Offered(string line) =>
    [
        .. ((CommandCompletion)Engine.RunSingle(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).BaseObject)
            .CompletionMatches.Where(match => match.ToolTip.StartsWith("'kept'", System.StringComparison.Ordinal))
            .Select(match => match.CompletionText.Trim('\'')),
    ];

    [PostgresFact]
    public void Move_ToAnotherOutboxOfItsDatabase_GoesByTheLoginOfTheAsset()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        PrepareMove();
        foreach (var script in new[]
        {
            "$null = Send-SoarEmail @letter -Asset $mail -Outbox $files; Move-SoarOutbox $files $second -Asset works",
            "$null = Send-SoarEmail @letter -Asset $mail -Outbox $files; Get-SoarOutbox $files | Move-SoarOutbox -Destination $second -Asset works",
            "$null = Send-SoarEmail @letter -Asset works; Move-SoarOutbox $box $second -Asset works",
            "$null = Send-SoarEmail @letter -Asset works; Get-SoarOutbox -Asset works | Move-SoarOutbox -Destination $second",
            "$null = Send-SoarEmail @letter -Asset works -Outbox $second; Move-SoarOutbox $second $files -Asset works; Move-SoarOutbox $files $second -Asset works",
        })
        {
            Engine.Run(script);

            Assert.Empty(Engine.Errors);
            Assert.Equal("kept", Engine.RunSingle("(Get-SoarOutbox $second -Asset works).Subject").ToString());
            Engine.Run("Get-SoarOutbox $second -Asset works | Remove-SoarOutbox");
        }
    }

    [PostgresFact]
    public void Move_BetweenTwoDatabases_GivesEachItsOwnLogin()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        StartFleet(cluster);
        PrepareMove();
        cluster.Sql("create database other");
        Engine.SetVariable("other", $"postgresql://127.0.0.1:{cluster.Port}/other?sslmode=disable");
        Engine.SetVariable("admin", cluster.Address("other"));
        Engine.Run("$null = Initialize-SoarOutbox $admin");
        cluster.Sql("create role second login password 'another secret'; grant smtpsoar_work to second", "other");
        Engine.Run("""
            $mail | New-SmtpAsset -Outbox $other -OutboxCredential (Login second 'another secret') | Register-SmtpAsset -Name others
            $null = Send-SoarEmail @letter -Asset others
            Move-SoarOutbox $other $second -Asset works
            """);

        Assert.Empty(Engine.Errors);
        Assert.Equal("kept", Engine.RunSingle("(Get-SoarOutbox $second -Asset works).Subject").ToString());
        Engine.Try("Move-SoarOutbox $second ($other + '&schema=elsewhere') -Asset works");
        Assert.StartsWith("OutboxLoginRefused,", Engine.Errors[^1].FullyQualifiedErrorId, System.StringComparison.Ordinal);
    }

    private void PrepareMove()
    {
        Engine.SetVariable("files", Folder["files"]);
        Engine.Run("""
            $second = $box + '&outbox=second'
            $letter = @{ To = 'a@example.org'; Subject = 'kept'; Body = 'text'; ErrorAction = 'SilentlyContinue' }
            """);
    }

    // Two assets of one outbox: by the alphabet the one that only accepts is the first.
    private void StartFleet(PostgresCluster cluster)
    {
        cluster.Sql("create database mail; create role accepter login password 'an accepter''s secret'; create role worker login password 'a worker''s secret'");
        Engine.SetVariable("admin", cluster.Address("mail"));
        Engine.SetVariable("box", $"postgresql://127.0.0.1:{cluster.Port}/mail?sslmode=disable");
        Engine.SetVariable("whole", $"postgresql://worker:a%20worker's%20secret@127.0.0.1:{cluster.Port}/mail?sslmode=disable");
        Engine.Run("$null = Initialize-SoarOutbox $admin");
        cluster.Sql("grant smtpsoar_accept to accepter; grant smtpsoar_work to worker", "mail");
        Engine.Run("""
            function Login($user, $word) { [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $word).SecurePassword) }
            $mail = New-SmtpAsset -Server 127.0.0.1 -Port 1 -SslMethod None -RetryCount 0 -SenderAddress s@example.org
            $mail | New-SmtpAsset -Outbox $box -OutboxCredential (Login accepter "an accepter's secret") | Register-SmtpAsset -Name accepts
            $mail | New-SmtpAsset -Outbox $box -OutboxCredential (Login worker "a worker's secret") | Register-SmtpAsset -Name works
            $table = @{ Server = '127.0.0.1'; Port = 1; SslMethod = 'None'; SenderAddress = 's@example.org'; Outbox = $box; OutboxUsername = 'worker'; OutboxPassword = "a worker's secret" }
            """);
    }
}
