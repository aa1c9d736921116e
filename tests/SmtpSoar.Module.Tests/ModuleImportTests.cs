using System.Linq;
using System.Management.Automation;
using Xunit;

namespace SmtpSoar.Module.Tests;

public sealed class ModuleImportTests
{
    [Fact]
    public void Import_BuiltModule_ExportsItsCommands()
    {
        using var engine = Engine.WithModule();
        var names = engine.Run("Get-Command -Module SmtpSoar").Select(command => ((CommandInfo)command.BaseObject).Name);
        Assert.Contains("Send-SoarEmail", names);
    }
}
