using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>Registered assets in the commands that send, and what of them can be seen.</summary>
public sealed class RegisteredUseTests : AssetEngineTest
{
    private const string Mail = "-To a@example.org -Subject s -Body b";

    [Theory]
    [InlineData("Send-SoarEmail -Asset home " + Mail)]
    [InlineData("Send-SoarEmail -Asset HOME " + Mail)]
    [InlineData("Send-SoarEmail -Asset (Get-SmtpAsset home) " + Mail)]
    [InlineData("Send-SoarEmail " + Mail)]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -Subject s -HtmlBody '<p>b</p>'")]
    [InlineData("Send-SoarRawEmail -RawEmail \"From: sender@example.org`nTo: a@example.org`n`nb\"")]
    [InlineData("Test-SmtpAsset home")]
    [InlineData("Test-SmtpAsset")]
    [InlineData("Get-SmtpAsset | Test-SmtpAsset")]
    public void Send_RegisteredAsset_LogsInWithItsPassword(string script)
    {
        var server = RegisterServer("home", "-Default");

        Assert.Equal("success", Result(script).Status);

        Assert.Equal("someone", Assert.Single(server.Messages).User);
    }

    [Fact]
    public void Send_AssetThatWentThroughAFile_LogsInWithThePasswordOfTheStore()
    {
        var server = RegisterServer("home");
        var file = PSSerializer.Serialize(Engine.RunSingle("Get-SmtpAsset home"));
        Assert.DoesNotContain(Canary, file, StringComparison.OrdinalIgnoreCase);

        Result("Test-SmtpAsset ([System.Management.Automation.PSSerializer]::Deserialize($file))", ("file", file));

        Assert.Single(server.Messages);
    }

    // As Export-Clixml and Import-Clixml write and read them, or a job.
    [Fact]
    public void OutboxEntry_ThatWentThroughAFile_IsTakenByItsIdAndItsOutbox()
    {
        RegisterServer("home", "-Default");
        Engine.SetVariable("box", Folder["box"]);
        var saved = Engine.Run($$"""
            $away = $asset.Clone(); $away.port = 1
            1..3 | ForEach-Object { $null = Send-SoarEmail -Asset $away {{Mail}} -Outbox $box -ErrorAction SilentlyContinue }
            $text = [System.Management.Automation.PSSerializer]::Serialize(@(Get-SoarOutbox $box))
            $saved = @([System.Management.Automation.PSSerializer]::Deserialize($text))
            $saved.ForEach{ $_.PSObject.TypeNames[0] }
            """);
        Assert.Equal(["Deserialized.SmtpSoar.OutboxEntry"], saved.Select(type => type.ToString()).Distinct());

        Engine.Run("$null = $saved[0] | Send-SoarOutbox; $null = Send-SoarOutbox -Entry $saved[1]; $saved[2] | Remove-SoarOutbox");

        Assert.Empty(Engine.Errors);
        Assert.Equal(["Sent", "Sent"], Engine.Run("(Get-SoarOutbox $box).State").Select(state => state.ToString()));
        Assert.Equal(2, Engine.Run("$saved[0..1] | Get-SoarOutbox").Count);
        Assert.Empty(Engine.Run("$saved[0..1] | Send-SoarOutbox"));
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public void Send_NoAssetAndNoDefault_SaysHowToGetOne()
    {
        RegisterServer("home");

        Result($"Send-SoarEmail {Mail}");

        Assert.Equal("AssetMissing", SingleErrorId());
        Assert.Contains("Register-SmtpAsset", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("home*")]
    public void Send_NoSuchAsset_SaysSo(string name)
    {
        RegisterServer("home");

        Result($"Send-SoarEmail -Asset '{name}' {Mail}");

        Assert.Equal("AssetNotFound", SingleErrorId());
        Assert.Contains("Register-SmtpAsset", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_NameOfARegisteredAsset_DoesNotBringOutItsSecrets()
    {
        RegisterServer("home");

        Assert.Empty(Engine.Try("Import-SmtpAsset home; Import-SmtpAsset (Get-SmtpAsset home)"));

        Assert.Equal(["AssetInvalid", "AssetJsonInvalid"], Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Secrets_EveryCommandAndStream_AreNowhere()
    {
        RegisterServer("home", "-Default");
        var output = Engine.Try($$"""
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'
            New-SmtpAsset smtp.example.org -Username u -Password $secret -Proxy 'http://user:{{Canary}}@proxy.example.org:80' | Register-SmtpAsset -Name work -PassThru
            New-SmtpAsset smtp.example.org -Username u -Password $secret | Register-SmtpAsset -Name work
            Register-SmtpAsset home -Name copy -WhatIf
            Get-SmtpAsset
            Get-SmtpAsset | Out-String
            Get-SmtpAsset | Format-List * | Out-String
            Send-SoarEmail -Asset home {{Mail}} -ProtocolLog $folder/protocol.log
            Test-SmtpAsset home
            Unregister-SmtpAsset work -WhatIf
            Unregister-SmtpAsset work
            $Error
            """);

        Assert.Null(Engine.Failure);
        Assert.DoesNotContain(Canary, Everything(output), StringComparison.OrdinalIgnoreCase);
        var files = Directory.GetFiles(Folder.Path, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 3);
        Assert.All(files, path => Assert.False(Holds(path, Canary), path));
    }

    [Fact]
    public void Get_DamagedAsset_ReportsItSetsItAsideAndListsTheOthers()
    {
        RegisterServer("home");
        var file = Directory.GetFiles(Path.Combine(Data, "secrets"), "asset-*.secret").Single();
        RegisterServer("work");
        File.AppendAllText(file, "x");

        var names = Engine.Try("Get-SmtpAsset").Select(asset => (string)((dynamic)asset).Name);

        Assert.Equal(["work"], names);
        Assert.Equal("StoreEntryDamaged", SingleErrorId());
        Assert.Contains(Path.GetFileName(file) + ".damaged-", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    private static bool Holds(string path, string secret)
    {
        var content = File.ReadAllBytes(path);
        IEnumerable<byte[]> forms = [System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.Unicode.GetBytes(secret)];
        return forms.Any(form => content.AsSpan().IndexOf(form) >= 0);
    }
}
