using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>The parameters that a command itself reads from the properties of each object of the pipeline.</summary>
internal static class RowValues
{
    public static bool Has(CmdletInfo command, string parameter) =>
        command.ImplementingType.GetProperty(parameter)?.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RowValueAttribute") == true;
}
