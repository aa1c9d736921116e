using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

public sealed class ManyProcessesTests : AssetEngineTest
{
    private const int Processes = 10;
    private const int Rounds = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Store_TenProcessesAtOnce_LosesNothingAndDamagesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => Probe.RunAsync(Script(number), Limit)));

        var names = Names();
        Assert.Empty(Engine.Errors);
        Assert.Equal((Processes * Rounds) + 1, names.Length);
        Assert.Contains("shared", names);
        Assert.Equal(["shared"], Names("Get-SmtpAsset -Default"));
        Assert.Empty(Directory.GetFiles(Data, "*.damaged-*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "secrets", "tmp")));
    }

    // Each has assets of its own, and fights for one with all others. What a process reads must be whole, and one of theirs.
    private static string Script(int number) => $$"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{{BuiltModule.Manifest}}'
        $secret = [System.Net.NetworkCredential]::new('', '{{Canary}}{{number}}').SecurePassword
        foreach ($round in 1..{{Rounds}}) {
            $asset = New-SmtpAsset 'server{{number}}.example.org' -Username 'user{{number}}' -Password $secret
            Register-SmtpAsset $asset -Name "own-{{number}}-$round"
            Register-SmtpAsset $asset -Name shared -Default -Force
            $shared = Get-SmtpAsset shared
            if ($shared.Server.Substring(6, 1) -ne $shared.Username.Substring(4, 1)) { throw "torn: $shared" }
            $own = Get-SmtpAsset 'own-{{number}}-*'
            if (@($own).Count -ne $round -or @($own)[0].Server -ne 'server{{number}}.example.org') { throw 'lost' }
        }
        """;
}
