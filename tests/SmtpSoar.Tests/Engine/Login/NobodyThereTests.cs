using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>Connect-SmtpAsset where nobody could log in, or nobody is to be asked.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class NobodyThereTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("-NoBrowser", false)]
    [InlineData("-DeviceCode", false)]
    [InlineData("-NonInteractive", false)]
    [InlineData("-NonInteractive", true)]
    [InlineData("-NonInteractive -DeviceCode -TimeLimitSec 86400", true)]
    public async Task Connect_NobodyToAsk_FailsAtOnceAndNamesTheCommand(string switches, bool hasPerson)
    {
        var host = hasPerson ? new RecordingHost() : null;
        using var shell = new LoginShell(host);

        await shell.RunAsync($"Connect-SmtpAsset $asset {switches}", LoginAsset.New());

        Assert.Equal("OAuthLoginNeeded", shell.ErrorId);
        var error = shell.Streams.Error.Single();
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("Run Connect-SmtpAsset 'it''s home' once, in a session with a person", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("it's home", error.TargetObject);
        Assert.Empty(shell.Streams.Information);
        Assert.Empty(shell.Streams.Progress);
        Assert.Empty(shell.Output);
    }

    [Fact]
    public async Task Connect_SeveralByPipeline_FailsForEach()
    {
        using var shell = new LoginShell();

        await shell.RunAsync("$asset, $asset, 'nobody' | Connect-SmtpAsset", LoginAsset.New());

        Assert.Equal(["OAuthLoginNeeded", "OAuthLoginNeeded", "AssetNotFound"], shell.Streams.Error.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task Connect_WhatIf_AsksNobodyAndKeepsNothing()
    {
        var host = new RecordingHost();
        using var shell = new LoginShell(host);

        await shell.RunAsync("Connect-SmtpAsset $asset -WhatIf; Disconnect-SmtpAsset $asset -WhatIf", LoginAsset.New());

        Assert.Contains("Log in with OAuth 2.0 and keep the tokens", host.Text, StringComparison.Ordinal);
        Assert.Contains("it's home, smtp.example.org:587", host.Text, StringComparison.Ordinal);
        Assert.Contains("Forget the OAuth 2.0 tokens", host.Text, StringComparison.Ordinal);
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(shell.Files());
    }

    [Fact]
    public async Task Connect_RedirectUriThatCantBeOurs_FailsBeforeAnybodyIsAsked()
    {
        using var shell = new LoginShell(new RecordingHost());

        await shell.RunAsync("Connect-SmtpAsset $asset -NoBrowser -RedirectUri https://example.org/", LoginAsset.New());

        Assert.Equal("OAuthRedirectInvalid", shell.ErrorId);
        Assert.Empty(shell.Streams.Information);
    }

    [Fact]
    public async Task Connect_AssetWithoutOAuth_NamesWhatIsMissing()
    {
        using var shell = new LoginShell(new RecordingHost());

        await shell.RunAsync("Connect-SmtpAsset @{ server = 'smtp.example.org'; username = 'anna@example.org'; password = 'x' }");

        Assert.Equal("AssetSettingMissing", shell.ErrorId);
    }

    [Theory]
    [InlineData(OAuthFlow.ClientCredentials)]
    [InlineData(OAuthFlow.ManagedIdentity)]
    public async Task Connect_DeviceCodeForAnApplication_IsRefusedSinceNobodyWouldUseIt(OAuthFlow flow)
    {
        using var shell = new LoginShell(new RecordingHost());

        await shell.RunAsync("Connect-SmtpAsset $asset -DeviceCode", LoginAsset.New(flow));

        Assert.Equal("OAuthFlowUnused", shell.ErrorId);
        Assert.Empty(shell.Streams.Information);
    }

    [Fact]
    public async Task Disconnect_NothingToForget_IsNoErrorButAVerboseLine()
    {
        using var shell = new LoginShell();

        await shell.RunAsync("Disconnect-SmtpAsset $asset -Verbose", LoginAsset.New());

        Assert.Empty(shell.Streams.Error);
        Assert.Contains(shell.Streams.Verbose, line => line.Message == "There were no OAuth 2.0 tokens of 'anna@example.org' to forget.");
    }
}
