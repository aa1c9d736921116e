using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>What is loaded when, and where. Each test has a process of its own.</summary>
public sealed class LoadedAssemblyTests
{
    private const string ListLoaded = "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }";

    [Fact]
    public async Task Import_FreshProcess_LoadsNothingOfTheCore()
    {
        var loaded = await Probe.RunAsync($"Import-Module '{BuiltModule.Manifest}'; {ListLoaded}");

        Assert.Contains("SmtpSoar", loaded);
        Assert.Contains("SmtpSoar.Model", loaded);
        Assert.DoesNotContain(loaded, IsOfTheCore);
    }

    [Fact]
    public async Task LookingAround_FreshProcess_LoadsNothingOfTheCore()
    {
        var loaded = await Probe.RunAsync($$"""
            Import-Module '{{BuiltModule.Manifest}}'
            $null = Get-Command -Module SmtpSoar | ForEach-Object { $_.Parameters.Keys; $_.Definition; [Activator]::CreateInstance($_.ImplementingType).PSObject.Members.Name }
            {{ListLoaded}}
            """);

        Assert.DoesNotContain(loaded, IsOfTheCore);
    }

    [Fact]
    public async Task Send_FreshProcess_LoadsMimeKitOutsideTheDefaultContext()
    {
        using var server = SmtpTestServer.Start();

        var contexts = await Probe.RunAsync($$"""
            {{SendScript(server)}}
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'MimeKit' } |
                ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            """);

        Assert.Equal(["success", "SmtpSoar"], contexts);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Outbox_InADatabase_LoadsNpgsqlOutsideTheDefaultContextAndOnlyThen()
    {
        using var folder = new TemporaryFolder();
        using var server = SmtpTestServer.Start();

        var contexts = await Probe.RunAsync($$"""
            {{SendScript(server)}}
            $npgsql = { [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Npgsql' } }
            try { Send-SoarOutbox '{{folder.Path}}/none' -Asset @{ PickupDirectory = '{{folder.Path}}' } } catch { }
            "loaded: $(@(& $npgsql).Count)"
            Get-SoarOutbox postgresql://nobody:word@127.0.0.1:1/mail -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].FullyQualifiedErrorId
            & $npgsql | ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            """);

        Assert.Equal(["success", "loaded: 0", "OutboxUnreachable,SmtpSoar.Commands.GetSoarOutboxCommand", "SmtpSoar"], contexts);
    }

    [Fact]
    public async Task Send_AnotherRunspaceRemovedTheModule_StillFindsTheCore()
    {
        using var server = SmtpTestServer.Start();

        var status = await Probe.RunAsync($$"""
            $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            $other = [powershell]::Create($state).AddScript("Import-Module '{{BuiltModule.Manifest}}'; Remove-Module SmtpSoar")
            Import-Module '{{BuiltModule.Manifest}}'
            $null = $other.Invoke()
            {{SendScript(server)}}
            """);

        Assert.Equal(["success"], status);
    }

    [Fact]
    public async Task Reading_OfAMail_LoadsBouncyCastleOnlyToVerify()
    {
        var loaded = await Probe.RunAsync($"Import-Module '{BuiltModule.Manifest}'; $null = Import-SoarEmail -RawEmail 'From: a@example.org\\n\\ntext'; {ListLoaded}");
        Assert.Contains("MimeKit", loaded);
        Assert.DoesNotContain(loaded, IsForSignatures);

        const string signed = "Content-Type: multipart/signed; boundary=b\\n\\n--b\\n\\ntext\\n--b\\nContent-Type: application/pkcs7-signature\\n\\nx\\n--b--";
        loaded = await Probe.RunAsync($"Import-Module '{BuiltModule.Manifest}'; $null = Import-SoarEmail -Verify -RawEmail 'From: a@example.org\\n{signed}'; {ListLoaded}");
        Assert.Contains(loaded, IsForSignatures);
    }

    [Fact]
    public async Task Send_WithoutTemplate_LoadsNothingForTemplates()
    {
        using var server = SmtpTestServer.Start();

        var loaded = await Probe.RunAsync($"{SendScript(server)}\n{ListLoaded}");

        Assert.Contains("SmtpSoar.Core", loaded);
        Assert.DoesNotContain(loaded, name => name is "Fluid" or "Parlot" or "TimeZoneConverter" or "Markdig" or "PreMailer.Net" or "AngleSharp" or "System.Text.Encodings.Web");
    }

    [Fact]
    public async Task Template_FreshProcess_LoadsItsLibraryOutsideTheDefaultContext()
    {
        var contexts = await Probe.RunAsync($$"""
            Import-Module '{{BuiltModule.Manifest}}'
            $path = [IO.Path]::GetTempFileName() + '.eml'
            $null = Export-SoarEmail -Template 'Hello {{"{{ Name }}"}}' -Data @{ Name = 'Ann' } -To a@example.org -From b@example.org -Path $path
            [IO.File]::Delete($path)
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Fluid' -or $_.GetName().Name -eq 'Parlot' } |
                ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            """);

        Assert.Equal(["SmtpSoar", "SmtpSoar"], contexts);
    }

    /// <summary>A script that imports the module, sends a mail and writes the status.</summary>
    internal static string SendScript(SmtpTestServer server) => $$"""
        Import-Module '{{BuiltModule.Manifest}}'
        (Send-SoarEmail -To a@example.org -Subject hello -Body text -From b@example.org -Asset @{
            server = '{{server.Host}}'; port = {{server.Port}}; ssl_config = 'None' }).Status
        """;

    private static bool IsOfTheCore(string name) => Dependencies().Contains(name);

    private static HashSet<string> Dependencies()
    {
        var shared = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Select(Path.GetFileNameWithoutExtension);
        return Directory.GetFiles(BuiltModule.File("dependencies"), "*.dll")
            .Select(Path.GetFileNameWithoutExtension)
            .Except(shared, StringComparer.OrdinalIgnoreCase)
            .ToHashSet(StringComparer.OrdinalIgnoreCase)!;
    }

    private static bool IsForSignatures(string name) => name is "BouncyCastle.Cryptography" or "System.Security.Cryptography.Pkcs";
}
