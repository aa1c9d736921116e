using System;
using System.Collections.Generic;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>
/// An engine in a folder with the files that examples speak of. What they can't have here is set up around them: their
/// registered assets are those of a scripted mail server and a scripted authority, mails for "lab" go into the folder
/// "mails", and commands that the hosted engine has not are <see cref="StandIns"/>.
/// </summary>
public abstract class ExampleTest : AssetEngineTest
{
    private const string VaultVariable = "SMTPSOAR_VAULT";
    private const string User = "soar@example.org";

    private readonly string? _vault = Environment.GetEnvironmentVariable(VaultVariable);

    protected ExampleTest()
    {
        Environment.SetEnvironmentVariable(VaultVariable, Folder["vault"]);
        Environment.SetEnvironmentVariable("MAIL_PASSWORD", "secret");
        ExampleFiles.Write(Folder.Path);
        Engine.Run(StandIns.Script + "\n$ExecutionContext.SessionState.Path.SetLocation($folder)");
        Engine.Run("Add-SoarVaultFile known.txt; 'alert.log', 'chart.png' | Add-SoarVaultFile -ContainerId 4711");
        Own(new ExampleBrowser()).Watch(Engine.Streams.Information);
        Server = StartMailServer();
        RegisterAssets(Own(new ExampleAuthority()));
        Assert.Empty(Engine.Errors);
    }

    /// <summary>It knows everybody but one.</summary>
    protected SmtpTestServer Server { get; }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(VaultVariable, _vault);
        Environment.SetEnvironmentVariable("MAIL_PASSWORD", null);
        base.Dispose(disposing);
    }

    private SmtpTestServer StartMailServer() => StartServer(new ServerOptions
    {
        AuthMechanisms = ["PLAIN", "XOAUTH2"],
        Users = new Dictionary<string, string> { [User] = "secret" },
        Tokens = new Dictionary<string, string> { [User] = ExampleAuthority.Token },
        RequireAuthentication = true,
        AdvertiseAuthBeforeTls = true,
        StartTls = true,
        Script = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("nobody@", StringComparison.Ordinal)),
    });

    // A browser must not open on the machine that runs the tests: the page's URL is enough for the one that stands in for it.
    private void RegisterAssets(ExampleAuthority authority) => Engine.Run(
        """
        $PSDefaultParameterValues = @{ 'Connect-SmtpAsset:NoBrowser' = $true }
        $own = @{ Server = $server; Port = $port; SslMethod = 'None'; Username = 'soar@example.org' }
        New-SmtpAsset @own -Password (Read-Host -AsSecureString) | Register-SmtpAsset -Name office -Default
        $oauth = @{ AuthType = 'OAuth'; ClientId = 'client'; ClientSecret = Read-Host -AsSecureString; TokenUrl = $token; AuthUrl = $page; DeviceAuthUrl = $device }
        New-SmtpAsset @own @oauth -OAuthFlow AuthorizationCode | Register-SmtpAsset -Name alerts
        New-SmtpAsset @own @oauth -OAuthFlow ClientCredentials | Register-SmtpAsset -Name alerts-app
        'lab', 'test-one', 'test-two' | ForEach-Object { New-SmtpAsset -PickupDirectory mails -SenderAddress soar@example.org | Register-SmtpAsset -Name $_ }
        New-SmtpAsset old.example.org | Register-SmtpAsset -Name old
        """,
        ("server", Server.Host),
        ("port", Server.Port),
        ("token", authority.TokenUrl),
        ("page", authority.AuthUrl),
        ("device", authority.DeviceUrl));
}
