using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>Registering, listing and unregistering.</summary>
public sealed class RegistrationTests : AssetEngineTest
{
    [Fact]
    public void Register_Asset_WritesNothingAndGetShowsIt()
    {
        Assert.Empty(Engine.Run("New-SmtpAsset smtp.example.org -Name home | Register-SmtpAsset"));

        var shown = (dynamic)Engine.RunSingle("Get-SmtpAsset home");
        Assert.Equal("smtp.example.org", shown.Server);
        Assert.Equal(587, shown.Port);
        Assert.False(shown.HasPassword);
        Assert.False(shown.IsDefault);
    }

    [Theory]
    [InlineData("@{ server = 'smtp.example.org'; password = 'x'; username = 'y' }")]
    [InlineData("'{ \"server\": \"smtp.example.org\", \"password\": \"x\", \"username\": \"y\" }'")]
    [InlineData("([pscustomobject]@{ server = 'smtp.example.org'; password = 'x'; username = 'y' })")]
    public void Register_WhatAssetTakes_IsRegistered(string asset)
    {
        var registered = (dynamic)Engine.RunSingle($"Register-SmtpAsset -Asset {asset} -Name home -PassThru");

        Assert.Equal("home", registered.Name);
        Assert.True(registered.HasPassword);
    }

    [Fact]
    public void Register_SeveralByPipeline_RegistersEachUnderItsName()
    {
        Engine.Run("'b', 'A', 'c' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        Assert.Equal(["A", "b", "c"], Names());
        Assert.Equal(["b", "c"], Names("Get-SmtpAsset [bc], nothing*"));
        Assert.Equal(["c", "A"], Names("'C', 'a' | Get-SmtpAsset"));
    }

    [Fact]
    public void Register_OneOfSeveralFails_RegistersTheOthers()
    {
        Engine.Try("'b', 'bad/name', 'c' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        Assert.Equal("AssetNameInvalid", SingleErrorId());
        Assert.Equal(["b", "c"], Names());
    }

    [Fact]
    public void Register_NameTaken_NeedsForce()
    {
        Engine.Run("New-SmtpAsset one.example.org | Register-SmtpAsset -Name home");

        Engine.Try("New-SmtpAsset two.example.org | Register-SmtpAsset -Name HOME");
        Assert.Equal("AssetNameTaken", SingleErrorId());
        Assert.Equal(ErrorCategory.InvalidArgument, SingleError().CategoryInfo.Category);

        Assert.Equal("two.example.org", ((dynamic)Engine.RunSingle("New-SmtpAsset two.example.org | Register-SmtpAsset -Name HOME -Force -PassThru")).Server);
    }

    [Fact]
    public void Register_RegisteredAssetByName_CopiesItWithItsSecretsOrMakesItTheDefault()
    {
        Engine.Run("New-SmtpAsset smtp.example.org -Username someone -Password $secret | Register-SmtpAsset -Name home");

        Engine.Run("Register-SmtpAsset home -Name copy; Get-SmtpAsset home | Register-SmtpAsset -Default -Force");

        Assert.Empty(Engine.Errors);
        Assert.True(((dynamic)Engine.RunSingle("Get-SmtpAsset copy")).HasPassword);
        Assert.Equal(["home"], Names("Get-SmtpAsset -Default"));
    }

    [Theory]
    [InlineData("New-SmtpAsset smtp.example.org -Name home | Register-SmtpAsset -WhatIf")]
    [InlineData("New-SmtpAsset smtp.example.org -Name home | Register-SmtpAsset -Default -Force -WhatIf")]
    public void Register_WhatIf_ChangesNothingAndSaysWhatItWouldDo(string script)
    {
        Engine.Run(script);

        Assert.Contains("home, smtp.example.org:587 (StartTls)", Engine.Host.Text, StringComparison.Ordinal);
        Assert.False(HasStoredFiles);
    }

    [Fact]
    public void Get_NameThatIsNotThere_IsAnErrorButAPatternIsNot()
    {
        Engine.Try("Get-SmtpAsset nothing");
        Assert.Equal("AssetNotFound", SingleErrorId());
        Assert.Equal(ErrorCategory.ObjectNotFound, SingleError().CategoryInfo.Category);

        Assert.Empty(Engine.Run("Get-SmtpAsset nothing*; Get-SmtpAsset"));
        Engine.Try("Get-SmtpAsset -Default");
        Assert.Equal("AssetDefaultMissing", SingleErrorId());
    }

    [Fact]
    public void Unregister_Name_ForgetsItAndTheDefault()
    {
        Engine.Run("'a', 'b' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset -Default");

        Engine.Run("Get-SmtpAsset -Default | Unregister-SmtpAsset");

        Assert.Equal(["a"], Names());
        Engine.Try("Unregister-SmtpAsset b; Get-SmtpAsset -Default");
        Assert.Equal(["AssetNotFound", "AssetDefaultMissing"], Engine.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Unregister_Wildcard_NeedsForce()
    {
        Engine.Run("'home 1', 'home 2', 'work' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        Engine.Try("Unregister-SmtpAsset home*");
        Assert.Equal("AssetWildcardUnforced", SingleErrorId());
        Engine.Run("Unregister-SmtpAsset home* -WhatIf");
        Assert.Equal(3, Names().Length);
        Assert.Contains("home 2", Engine.Host.Text, StringComparison.Ordinal);

        Engine.Run("Unregister-SmtpAsset home* -Force");
        Assert.Equal(["work"], Names());
    }

    [Fact]
    public void Get_FolderOpenToOthers_IsAnErrorOfSecurity()
    {
        if (OperatingSystem.IsWindows())
            return;
        Engine.Run("New-SmtpAsset smtp.example.org | Register-SmtpAsset -Name home");
        File.SetUnixFileMode(Path.Combine(Data, "secrets"), (UnixFileMode)Convert.ToInt32("777", 8));

        Engine.Try("Get-SmtpAsset");

        Assert.Equal("StoreRightsTooWide", SingleErrorId());
        Assert.Equal(ErrorCategory.SecurityError, SingleError().CategoryInfo.Category);
    }
}
