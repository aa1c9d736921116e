using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Faults of a database that an administrator meets: each is told once, and tried no more often than it must be.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class PostgresFaultsOfEveryDayTests : PostgresEngineTest
{
    private const string Keep = """
        $null = 1..3 | ForEach-Object { Send-SoarEmail -Asset $asset -Outbox $box -To a@example.org -Subject "s$_" -Body b -ErrorAction SilentlyContinue }
        """;

    [PostgresFact]
    public void SendSoarOutbox_WhileOthersLeaveTheServerAlone_SaysSo()
    {
        using var cluster = Start();
        var server = StartPaused(cluster);

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset"));

        var warning = Assert.Single(Engine.Streams.Warning).Message;
        Assert.StartsWith("Messages still wait in the outbox, since the server can't be used now", warning, StringComparison.Ordinal);
        Assert.Contains("no answer since noon", warning, StringComparison.Ordinal);
        Assert.Contains("Send-SoarOutbox -Force", warning, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [PostgresTheory]
    [InlineData("-Force")]
    [InlineData("-Id (Get-SoarOutbox $box).Id")]
    public void SendSoarOutbox_OfAPersonWhoWantsItNow_AsksTheServer_AndEndsThePauseOfAll(string words)
    {
        using var cluster = Start();
        var server = StartPaused(cluster);

        Assert.Equal(3, Engine.Run($"Send-SoarOutbox $box -Asset $asset {words}").Count);

        Assert.Empty(Engine.Errors);
        Assert.Equal(3, server.Messages.Count);
        Assert.Equal(
            "0", cluster.Sql($"select count(*) from smtpsoar.pause where until > clock_timestamp() and server like '%:{server.Port}:'", "mail"));
    }

    [PostgresTheory]
    // Npgsql tries a connection twice, and with its default on this machine each with TLS and without.
    [InlineData("Get-SoarOutbox $wrong")]
    [InlineData("Measure-SoarOutbox $wrong")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Body = 'b' } } | Send-SoarEmail -Asset $asset -Outbox $wrong")]
    public void WrongPassword_IsTriedForOneConnection(string command)
    {
        using var cluster = Start();
        Engine.SetVariable("wrong", $"postgresql://admin:guess@127.0.0.1:{cluster.Port}/mail");

        Engine.Try(command);

        Assert.NotEmpty(Engine.Errors);
        Assert.All(Engine.Errors, error => Assert.StartsWith("OutboxLoginRefused", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.InRange(Logins(cluster), 1, 4);
    }

    [PostgresTheory]
    [InlineData("Remove-SoarOutbox $box -State Waiting")]
    [InlineData("Get-SoarOutbox $box | Remove-SoarOutbox")]
    [InlineData("Get-SoarOutbox $box -Retry -State Failed")]
    public void MissingGrant_IsToldOnce_HoweverManyMessagesThereAre(string command)
    {
        using var cluster = Start();
        Engine.Run(Keep);
        cluster.Sql("create role monitor login password 'word' in role smtpsoar_read", "mail");
        if (command.Contains("Retry", StringComparison.Ordinal))
            cluster.Sql("update smtpsoar.queue set state = 4", "mail");
        Engine.SetVariable("box", $"postgresql://monitor:word@127.0.0.1:{cluster.Port}/mail");

        Engine.Try(command);

        Assert.StartsWith("OutboxGrantMissing", Assert.Single(Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void MessageOfAKilledCommand_CountsItsAgeFromWhenThatWasFound()
    {
        using var cluster = Start();
        Engine.Run(Keep);
        cluster.Sql("update smtpsoar.queue set state = 5, interrupted = true, changed = now() - interval '10 minutes'", "mail");

        Assert.All(Engine.Run("(Get-SoarOutbox $box).Finished"), time => Assert.InRange(
            DateTimeOffset.UtcNow - (DateTimeOffset)time.BaseObject, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(12)));
        Engine.Run("Remove-SoarOutbox $box -State Unknown -OlderThan 00:20:00");
        Assert.Equal(3, Engine.Run("Get-SoarOutbox $box").Count);
        Engine.Run("Remove-SoarOutbox $box -State Unknown -OlderThan 00:05:00");
        Assert.Empty(Engine.Run("Get-SoarOutbox $box"));
    }

    [PostgresTheory]
    [InlineData("update smtpsoar.queue set record = 'junk' where id = 'ID'")]
    [InlineData("update smtpsoar.queue set record = null where id = 'ID'; delete from smtpsoar.message where id = 'ID'")]
    public void DamagedRow_SaysWhoCanRemoveIt_AndGoesWhereItIsNamed(string damage)
    {
        using var cluster = Start();
        Engine.Run(Keep);
        var id = cluster.Sql("select min(id) from smtpsoar.queue", "mail");
        cluster.Sql(damage.Replace("ID", id, StringComparison.Ordinal), "mail");
        Engine.SetVariable("id", id);

        Assert.Equal(2, Engine.Try("Get-SoarOutbox $box").Count);
        var error = Assert.Single(Engine.Errors).ErrorDetails;
        Assert.DoesNotContain("envelope.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-SoarOutbox -Id", error.RecommendedAction, StringComparison.Ordinal);

        Engine.Try("Remove-SoarOutbox $box -State Waiting, Failed -WhatIf");
        Assert.StartsWith("OutboxEntryDamaged", Assert.Single(Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        Engine.Run("Remove-SoarOutbox $box -Id $id");
        Assert.Equal(2, Engine.Run("Get-SoarOutbox $box").Count);
        Assert.Equal("0", cluster.Sql($"select count(*) from smtpsoar.chunk where id = '{id}'", "mail"));
    }

    [PostgresFact]
    public void Row_ThatNoCommandOfOursMade_GoesWhereItIsNamed()
    {
        using var cluster = Start();
        cluster.Sql("select smtpsoar.accept('zz', 'default', 10, 'junk'::bytea)", "mail");

        Engine.Run("Remove-SoarOutbox $box -Id zz");

        Assert.Equal("0", cluster.Sql("select count(*) from smtpsoar.queue", "mail"));
    }

    [PostgresFact]
    public void InitializeSoarOutbox_RunAgain_KeepsWhatIsSaidOfTheStandby()
    {
        using var cluster = Start();

        Assert.Equal(
            ["True", "True", "False", "False"],
            Engine.Run("""
                (Initialize-SoarOutbox $box -SynchronousStandby).SynchronousStandby
                (Initialize-SoarOutbox $box).SynchronousStandby
                (Initialize-SoarOutbox $box -SynchronousStandby:$false).SynchronousStandby
                (Initialize-SoarOutbox $box).SynchronousStandby
                """).Select(value => value.ToString()));
    }

    private static int Logins(PostgresCluster cluster) => Regex.Count(
        File.ReadAllText(Path.Combine(cluster.Folder, "server.log")), "FATAL: +password authentication failed");

    // Three messages wait for a server that works, and that another machine has told to be away.
    private SmtpTestServer StartPaused(PostgresCluster cluster)
    {
        var server = StartServer();
        Engine.Run($"$asset = $asset | New-SmtpAsset -Port {server.Port}");
        cluster.Sql("create role runbook login password 'word' in role smtpsoar_accept", "mail");
        Engine.SetVariable("way", $"postgresql://runbook:word@127.0.0.1:{cluster.Port}/mail");
        Engine.Run(Keep.Replace("$box", "$way", StringComparison.Ordinal));
        cluster.Sql(
            $"insert into smtpsoar.pause values ('127.0.0.1:{server.Port}:', now() + interval '1 hour', 'no answer since noon')", "mail");
        return server;
    }
}
