using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>A test with a database of its own, whose outbox is <c>$box</c>, and with <c>$asset</c>, whose server is not there.</summary>
public abstract class PostgresEngineTest : AssetEngineTest
{
    private protected PostgresCluster Start()
    {
        var cluster = PostgresCluster.Start(BuiltModule.Repository);
        cluster.Sql("create database mail");
        Engine.SetVariable("box", cluster.Address("mail").TrimEnd('?'));
        Engine.Run("""
            $null = Initialize-SoarOutbox $box
            $asset = New-SmtpAsset -Server 127.0.0.1 -Port 1 -SslMethod None -RetryCount 0 -SenderAddress s@example.org
            """);
        return cluster;
    }
}
