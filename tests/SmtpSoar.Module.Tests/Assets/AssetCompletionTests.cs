using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>What Tab offers.</summary>
public sealed class AssetCompletionTests : AssetEngineTest
{
    [Theory]
    [InlineData("Send-SoarEmail -Asset ho")]
    [InlineData("Send-SoarHtmlEmail -Asset HO")]
    [InlineData("Send-SoarRawEmail -Asset 'ho")]
    [InlineData("Test-SmtpAsset ho")]
    [InlineData("Get-SmtpAsset ho")]
    [InlineData("Get-SmtpAsset -Name ho")]
    [InlineData("Unregister-SmtpAsset ho")]
    [InlineData("Register-SmtpAsset ho")]
    public void Complete_BeginningOfAName_OffersThoseThatBeginSo(string input)
    {
        Engine.Run("'home', 'Home 2', 'work' | ForEach-Object { New-SmtpAsset smtp.example.org 2525 -Name $_ } | Register-SmtpAsset");

        var found = Complete(input);

        Assert.Equal(["home", "'Home 2'"], found.Select(match => match.CompletionText));
        Assert.Contains("smtp.example.org:2525", found[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_NumberAsName_IsQuoted()
    {
        Engine.Run("New-SmtpAsset smtp.example.org -Name 2024 | Register-SmtpAsset");

        Assert.Equal(["'2024'"], Complete("Get-SmtpAsset 2").Select(match => match.CompletionText));
    }

    [Fact]
    public void Complete_StoreThatCantBeUsed_OffersNothingAndFailsNowhere()
    {
        Directory.CreateDirectory(Path.Combine(Data, "secrets"));
        File.WriteAllText(Path.Combine(Data, "secrets", "asset-x.secret"), "nonsense");

        Assert.DoesNotContain(Complete("Get-SmtpAsset x"), match => match.ResultType == CompletionResultType.ParameterValue);

        Assert.Empty(Engine.Errors);
        Assert.True(File.Exists(Path.Combine(Data, "secrets", "asset-x.secret")));
    }

    [Fact]
    public async Task RegisterGetAndComplete_FreshProcess_LoadNoMailLibraryAndNoIdentityLibrary()
    {
        var loaded = await Probe.RunAsync($$"""
            Import-Module '{{BuiltModule.Manifest}}'
            $secret = [System.Net.NetworkCredential]::new('', '{{Canary}}').SecurePassword
            New-SmtpAsset smtp.example.org -Name home -Username u -Password $secret | Register-SmtpAsset -Default
            (Get-SmtpAsset).Name
            (TabExpansion2 'Get-SmtpAsset h' 15).CompletionMatches.CompletionText
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
            """);

        Assert.Equal(["home", "home"], loaded.Take(2));
        Assert.Contains("SmtpSoar.Core", loaded);
        Assert.DoesNotContain(loaded, name => name is "MailKit" or "MimeKit" || name.StartsWith("Microsoft.Identity", StringComparison.Ordinal));
    }

    private CompletionResult[] Complete(string input) =>
        [.. Engine.Run("(TabExpansion2 $text $text.Length).CompletionMatches", ("text", input)).Select(match => (CompletionResult)match.BaseObject)];
}
