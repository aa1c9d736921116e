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
}
