using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>Microsoft's library is loaded for Microsoft's tokens only: it is large, and others in a session bring their own.</summary>
public sealed class MicrosoftLibraryTests : IDisposable
{
    private const string ListLoaded = """
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Identity.Client' } |
            ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
        """;

    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task Send_Password_DoesNotLoadIt()
    {
        using var server = SmtpTestServer.Start(new ServerOptions { Users = new Dictionary<string, string> { ["user"] = "password" } });

        var output = await Probe.RunAsync(Script(server, "username = 'user'; password = 'password'", "Continue"));

        Assert.Equal(["success"], output);
    }

    [Fact]
    public async Task Send_TokenOfAnotherProvider_DoesNotLoadIt()
    {
        using var authority = new ScriptedAuthority(_ => ScriptedAuthority.Answer.Json("""{"access_token":"good-token","token_type":"Bearer","expires_in":3600}"""));
        using var server = SmtpTestServer.Start(new ServerOptions { Tokens = new Dictionary<string, string> { ["user"] = "good-token" } });

        var output = await Probe.RunAsync(Script(
            server, $"auth_type = 'OAuth'; username = 'user'; client_id = 'c'; client_secret = 'secret'; token_url = '{authority.Url}'; OAuthFlow = 'ClientCredentials'", "Continue"));

        Assert.Equal(["success"], output);
        Assert.Single(authority.Requests);
    }

    [Fact]
    public async Task Send_TokenOfMicrosoft_LoadsItOutsideTheDefaultContext()
    {
        using var server = SmtpTestServer.Start(new ServerOptions { Tokens = new Dictionary<string, string> { ["user"] = "good-token" } });

        var output = await Probe.RunAsync(Script(
            server, "auth_type = 'OAuth'; username = 'user'; client_id = 'c'; client_secret = 'secret'; token_url = 'https://localhost:1/t/oauth2/v2.0/token'; OAuthFlow = 'ClientCredentials'", "SilentlyContinue"));

        Assert.Equal(["failed", "SmtpSoar"], output);
    }

    public void Dispose() => _data.Dispose();

    private string Script(SmtpTestServer server, string settings, string errorAction) => $$"""
        $env:SMTPSOAR_DATA = '{{_data.Path}}'
        Import-Module '{{BuiltModule.Manifest}}'
        (Send-SoarEmail -To a@example.org -Subject hello -Body text -From b@example.org -ErrorAction {{errorAction}} -Asset @{
            server = '{{server.Host}}'; port = {{server.Port}}; ssl_config = 'None'; {{settings}} }).Status
        {{ListLoaded}}
        """;
}
