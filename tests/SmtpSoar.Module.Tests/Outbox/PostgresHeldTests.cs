using System;
using System.Linq;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Warnings and words for an administrator of an outbox in a database, beside results.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class PostgresHeldTests : PostgresEngineTest
{
    [PostgresFact]
    public void SendSoarOutbox_WhereMessagesAreHeld_SaysSo()
    {
        using var cluster = Start();
        Engine.Run("""
            1..3 | ForEach-Object { Send-SoarEmail -Asset $asset -Outbox $box -To a@example.org -Subject s -Body b -ErrorAction SilentlyContinue }
            """);
        cluster.Sql("update smtpsoar.queue set state = 6", "mail");
        cluster.Sql("update smtpsoar.queue set state = 5 where id = (select min(id) from smtpsoar.queue)", "mail");

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset"));

        Assert.Equal(
            ["2 messages of the outbox '…' are held until", "1 message of the outbox '…' is unknown, and"],
            Engine.Streams.Warning.Select(warning => warning.Message.Replace(Shown(cluster), "…", StringComparison.Ordinal))
                .Select(line => line[..line.IndexOf(line.Contains("held") ? " a person" : " may have", StringComparison.Ordinal)]));
        Assert.Contains("Get-SoarOutbox -Release", Engine.Streams.Warning[0].Message, StringComparison.Ordinal);
        Assert.Contains("Send-SoarOutbox -ResendUnknown", Engine.Streams.Warning[1].Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void ConnectSmtpSession_ByAUserWhoMayOnlyAccept_NamesTheRoleThatItNeeds()
    {
        using var cluster = Start();
        cluster.Sql("create role runbook login password 'word' in role smtpsoar_accept", "mail");
        Engine.SetVariable("box", $"postgresql://runbook:word@127.0.0.1:{cluster.Port}/mail");

        var words = Engine.Run("""
            $own = $asset | New-SmtpAsset -Outbox $box
            Connect-SmtpSession $own -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].FullyQualifiedErrorId, $failure[0].ErrorDetails.Message, $failure[0].ErrorDetails.RecommendedAction
            """).Select(word => word.ToString()).ToList();

        Assert.StartsWith("OutboxGrantMissing", words[0], StringComparison.Ordinal);
        Assert.Contains("The user 'runbook' may not send", words[1], StringComparison.Ordinal);
        Assert.Contains("GRANT smtpsoar_work TO runbook;", words[2], StringComparison.Ordinal);
    }

    private static string Shown(PostgresCluster cluster) => $"postgresql://admin@127.0.0.1:{cluster.Port}/mail";
}
