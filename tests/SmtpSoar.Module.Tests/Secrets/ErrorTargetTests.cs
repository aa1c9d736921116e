using System.Linq;
using System.Net;
using System.Net.Sockets;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>Errors are kept in <c>$Error</c>, and exported: none carries an asset, or anything else with a secret in it.</summary>
public sealed class ErrorTargetTests : SecretTest
{
    // Set from outside: the line of a script is a part of each error, with whatever stands in it.
    private const string Object = "$a = New-SmtpAsset 127.0.0.1 $port -SslMethod None -RetryCount 0 -TimeoutSec 5 -Username u@example.org -Password $password -Proxy $proxy; ";

    public ErrorTargetTests()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Engine.SetVariable("port", ((IPEndPoint)free.LocalEndpoint).Port);
        Engine.SetVariable("proxy", $"http://u:{ProxyPassword}@127.0.0.1:9");
        Engine.SetVariable("table", new System.Collections.Hashtable { ["server"] = "127.0.0.1", ["port"] = 1, ["password"] = Password, ["unknown"] = 1 });
        Engine.SetVariable("json", $$"""{"server": "127.0.0.1", "password": "{{Password}}", "unknown": 1}""");
    }

    [Theory]
    [InlineData("Connect-SmtpSession $a")]
    [InlineData("$a | Connect-SmtpSession")]
    [InlineData("Test-SmtpAsset $a")]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $a")]
    [InlineData("Send-SoarHtmlEmail a@example.org s '<p>b</p>' -Asset $a")]
    [InlineData("Send-SoarRawEmail \"From: a@example.org`nTo: b@example.org`n`nx\" -Asset $a")]
    [InlineData("Send-SoarEmail 'no address' s b -Asset $a")]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $a -Outbox $folder/box; Send-SoarOutbox $folder/box -Asset $a -Force")]
    [InlineData("Send-SoarOutbox $folder/none -Asset $a")]
    [InlineData("Get-SoarOutbox -Asset $a")]
    [InlineData("Export-SoarEmail a@example.org s b -From b@example.org -Path $folder/none/x.eml -Asset $a")]
    [InlineData("Connect-SmtpAsset $a")]
    [InlineData("Disconnect-SmtpAsset $a; Disconnect-SmtpAsset (New-SmtpAsset x.example.org -Password $password)")]
    [InlineData("Register-SmtpAsset $a 'no/name'")]
    [InlineData("Send-SoarEmail a@example.org s b -Session $a")]
    public void Error_OfAnyCommandWithAnAsset_HasNoSecret(string script)
    {
        RunWatched(Object + script);

        Assert.True(Engine.Errors.Count > 0 || Engine.Failure is not null);
        Assert.All(Engine.Errors, error => Assert.True(IsKnown(error.TargetObject), error.TargetObject?.GetType().FullName));
    }

    [Theory]
    [InlineData("Connect-SmtpSession")]
    [InlineData("Test-SmtpAsset")]
    [InlineData("Send-SoarEmail a@example.org s b")]
    [InlineData("Send-SoarOutbox $folder/none")]
    [InlineData("Get-SoarOutbox")]
    [InlineData("Export-SoarEmail a@example.org s b -Path $folder/x.eml")]
    [InlineData("Connect-SmtpAsset")]
    [InlineData("Disconnect-SmtpAsset")]
    [InlineData("Register-SmtpAsset -Name home")]
    public void Error_OfAnyCommandWithSettings_HasNoSecret(string command)
    {
        foreach (var settings in new[] { "$table", "$json", "([pscustomobject] $table)" })
        {
            RunWatched($"{command} -Asset {settings}");

            var error = Engine.Failure?.ErrorRecord ?? Engine.Errors.Single();
            Assert.StartsWith("AssetSettingUnknown,", error.FullyQualifiedErrorId, System.StringComparison.Ordinal);
            Assert.True(IsKnown(error.TargetObject), error.TargetObject?.GetType().FullName);
        }
    }

    [Fact]
    public void Session_ThatFails_NamesTheServer()
    {
        Engine.Try(Object.Replace(" -Proxy $proxy", "", System.StringComparison.Ordinal) + "Connect-SmtpSession $a");

        var error = SingleError();
        Assert.Equal("ConnectionRefused", SingleErrorId());
        Assert.Equal($"127.0.0.1:{Engine.GetVariable("port")} (None)", error.TargetObject);
    }

    [Theory]
    [InlineData("Mail", "550 5.7.1")]
    [InlineData("Rcpt", "550 5.1.1")]
    [InlineData("EndOfData", "554 5.7.1")]
    [InlineData("EndOfData", "250 2.0.0")]
    [InlineData("Quit", "221 2.0.0")]
    public void Server_QuotingThePasswordAfterTheLogin_ShowsItNowhere(string step, string code)
    {
        var login = System.Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0u@example.org\0{Password}"));
        StartServer(new ServerOptions
        {
            AuthMechanisms = ["PLAIN"],
            Users = new System.Collections.Generic.Dictionary<string, string> { ["u@example.org"] = Password },
            Script = new Script().On((Step)typeof(Step).GetProperty(step)!.GetValue(null)!, Reply.Of($"{code} {Password} {login} {System.Uri.EscapeDataString(Password)}")),
        });

        RunWatched("$asset.username = 'u@example.org'; $asset.password = $password; Test-SmtpAsset $asset; "
            + "Send-SoarEmail a@example.org, b@example.org s b -Asset $asset -Verbose -Debug -ProtocolLog $folder/log.txt; Send-SoarEmail a@example.org s b -Asset $asset -Outbox $folder/box");
    }

    private static bool IsKnown(object? target) => target is null or string
        || target.GetType().FullName is "SmtpSoar.SoarActionResult" or "SmtpSoar.SoarConnectivityResult" or "SmtpSoar.OutboxEntry" or "SmtpSoar.VaultFile";
}
