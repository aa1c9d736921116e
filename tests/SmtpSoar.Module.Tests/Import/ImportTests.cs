using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

public sealed class ImportTests
{
    [Fact]
    public void Import_BuiltModule_ExportsWhatTheManifestNames()
    {
        using var engine = Engine.WithModule();

        var exported = Names(engine.Run("Get-Command -Module SmtpSoar"));

        Assert.Equal(ManifestList(engine, "CmdletsToExport").Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
        Assert.Contains("Send-SoarEmail", exported);
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void Manifest_OtherExports_AreNoneAndNoWildcard(string key)
    {
        using var engine = Engine.Bare();
        Assert.Empty(ManifestList(engine, key));
    }

    [Fact]
    public void Import_AssetType_ResolvesAtOnce()
    {
        using var engine = Engine.WithModule();
        Assert.Equal("SmtpSoar.SmtpAsset", engine.RunSingle("[SmtpSoar.SmtpAsset].FullName").ToString());
    }

    [Fact]
    public void Import_ForcedTwice_StillWorks()
    {
        using var engine = Engine.WithModule();

        engine.Run("Import-Module $manifest -Force; Import-Module $manifest -Force");

        Assert.Empty(engine.Errors);
        Assert.Equal("mail.example.org", ((dynamic)engine.RunSingle("New-SmtpAsset mail.example.org")).Server);
    }

    [Fact]
    public void Remove_ImportedModule_TakesItsCommandsAwayUntilTheNextImport()
    {
        using var engine = Engine.WithModule();

        engine.Run("Remove-Module SmtpSoar");
        Assert.Empty(engine.Run("Get-Command -Module SmtpSoar"));

        engine.Run("Import-Module $manifest");
        Assert.Equal("mail.example.org", ((dynamic)engine.RunSingle("New-SmtpAsset mail.example.org")).Server);
    }

    [Fact]
    public void Manifest_TestModuleManifest_FindsNoFault()
    {
        using var engine = Engine.Bare();

        var module = (PSModuleInfo)engine.RunSingle("Test-ModuleManifest $manifest", ("manifest", BuiltModule.Manifest)).BaseObject;

        Assert.Empty(engine.Errors);
        Assert.Equal("SmtpSoar", module.Name);
        Assert.NotEmpty(module.Tags);
    }

    private static IEnumerable<string> Names(IEnumerable<PSObject> commands) => commands.Select(command => ((CommandInfo)command.BaseObject).Name);

    // The root module depends on the edition, so the file is no data file: it is run.
    private static IEnumerable<string> ManifestList(Engine engine, string key)
    {
        var data = (Hashtable)engine.RunSingle("& ([scriptblock]::Create([IO.File]::ReadAllText($manifest)))", ("manifest", BuiltModule.Manifest)).BaseObject;
        return ((IEnumerable)data[key]!).Cast<object>().Select(name => name.ToString()!);
    }
}
