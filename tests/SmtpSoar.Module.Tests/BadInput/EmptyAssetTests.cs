using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>What was meant to be an asset and is none never means another one.</summary>
public sealed class EmptyAssetTests : AssetEngineTest
{
    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $none")]
    [InlineData("Test-SmtpAsset $none")]
    [InlineData("Connect-SmtpSession $none")]
    [InlineData("Send-SoarOutbox $folder/out -Asset $none")]
    public void Asset_GivenButEmpty_IsNotTheDefaultOne(string script)
    {
        var server = StartServer();
        Engine.Run("Register-SmtpAsset $asset -Name office -Default");

        Engine.Try(script);

        var error = Engine.Failure?.ErrorRecord ?? SingleError();
        Assert.Contains("the variable has no asset in it", error.Exception.Message);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public void UserNameWithoutAPassword_ServerOffersALogin_IsAWarning()
    {
        StartServer(new ServerOptions { AuthMechanisms = ["PLAIN"] });

        Engine.Run("$asset.username = 'soar@example.org'; Send-SoarEmail a@example.org s b -Asset $asset");

        Assert.Contains("has the user name 'soar@example.org' but no password", Assert.Single(Engine.Streams.Warning).Message);
    }

    [Fact]
    public void PathInPlaceOfJson_SaysHowAFileIsRead()
    {
        Engine.Run("Import-SmtpAsset asset.json");

        Assert.Contains("Import-SmtpAsset -Path", SingleError().ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void RelativeFolders_OfAnyAsset_BeginAtTheCurrentLocation()
    {
        var settings = "@{ PickupDirectory = 'mails'; Outbox = 'out'; sender_address = 'a@example.org' }";

        var result = Engine.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Send-SoarEmail a@example.org s b -Asset {settings}").Single();

        Assert.Equal("success", ((dynamic)result).Status);
        Assert.Single(Directory.GetFiles(Path.Combine(Folder.Path, "mails"), "*.eml"));
        Assert.True(Directory.Exists(Path.Combine(Folder.Path, "out", "sent")));
    }
}
