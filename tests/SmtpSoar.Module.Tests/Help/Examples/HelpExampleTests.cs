using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>Runs every example as Get-Help shows it, to its last letter.</summary>
public sealed class HelpExampleTests : ExampleTest
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (command, title, _) in HelpFile.Examples)
                data.Add(command, title);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_AsPrinted_Runs(string command, string title)
    {
        var code = HelpFile.Examples.Single(example => example.Command == command && example.Title == title).Code;
        if (code.Contains("outbox", StringComparison.OrdinalIgnoreCase))
            ExampleOutbox.Fill(Engine, Folder.Path);

        var output = Engine.Run(code);

        Assert.Empty(Engine.Errors.Select(error => error.ToString()));
        Assert.Empty(Engine.Streams.Warning.Select(warning => warning.Message));
        Assert.DoesNotContain("failed", StatusOf(output));
        Assert.Contains(command, code, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string?> StatusOf(IEnumerable<PSObject> output) =>
        output.Where(item => item is not null).Select(item => item.Properties["Status"]?.Value as string);
}
