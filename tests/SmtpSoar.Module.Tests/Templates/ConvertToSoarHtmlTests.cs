using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Templates;

/// <summary>Tables of PowerShell's objects.</summary>
public sealed class ConvertToSoarHtmlTests : EngineTest
{
    [Theory]
    [InlineData("[pscustomobject][ordered]@{ B = 1; A = 2 }", "B  A\n1  2")]
    [InlineData("@{ A = 1 }", "A\n1")]
    [InlineData("1, 2", "Value\n    1\n    2")]
    [InlineData("'x'", "Value\nx")]
    [InlineData("[pscustomobject]@{ A = $true; B = $null; C = [datetime]'2026-11-28' }", "A    B  C\nYes     2026-11-28")]
    [InlineData("[pscustomobject]@{ A = 1, 2; B = [ConsoleColor]::Red; C = [guid]::Empty }", "A     B    C\n1, 2  Red  00000000-0000-0000-0000-000000000000")]
    public void Objects_OfThePipeline_AreRows(string objects, string expected)
    {
        var lines = Assert.Single(Engine.Run($"{objects} | ConvertTo-SoarHtml -AsText")).ToString()!.TrimEnd().Split('\n');

        Assert.Equal(expected, string.Join("\n", lines.Where(line => !line.StartsWith('-'))));
    }

    [Theory]
    [InlineData("A, @{ Name = 'Twice'; Expression = { $_.A * 2 } }", "A  Twice\n1      2\n3      6")]
    [InlineData("@{ N = 'Renamed'; E = 'A' }, B", "Renamed  B\n      1  x\n      3  y")]
    [InlineData("{ $_.B + '!' }, @{ l = 'None'; e = { } }", "$_.B + '!'  None\nx!\ny!")]
    public void Columns_ComputedAsInSelectObject_AreShown(string columns, string expected)
    {
        var lines = Assert.Single(Engine.Run($"[pscustomobject]@{{ A = 1; B = 'x' }}, @{{ A = 3; B = 'y' }} | ConvertTo-SoarHtml -AsText {columns}")).ToString()!.TrimEnd().Split('\n');

        Assert.Equal(expected, string.Join("\n", lines.Where(line => !line.StartsWith('-')).Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Null_IsNoRow() =>
        Assert.Equal("No rows.", Assert.Single(Engine.Run("$null | ConvertTo-SoarHtml -AsText")).ToString()!.Trim());

    [Fact]
    public void Objects_WithDefaultProperties_ShowThese()
    {
        var table = Assert.Single(Engine.Run("""
            $object = [pscustomobject]@{ A = 1; B = 2; C = 3 }
            $shown = [Management.Automation.PSPropertySet]::new('DefaultDisplayPropertySet', [string[]]('B', 'A'))
            $object.PSObject.Members.Add([Management.Automation.PSMemberSet]::new('PSStandardMembers', [Management.Automation.PSMemberInfo[]]@($shown)))
            $object | ConvertTo-SoarHtml -AsText
            """)).ToString()!;

        Assert.StartsWith("B  A\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_IsHtmlForTheBody()
    {
        var html = Assert.Single(Engine.Run("[pscustomobject]@{ S = 'High' } | ConvertTo-SoarHtml -Title '<T>' -Highlight @{ S = @{ High = 'gold' } }")).ToString()!;

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;T&gt;", html, StringComparison.Ordinal);
        Assert.Contains("background-color:#ffd700", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 | ConvertTo-SoarHtml Nope", "TableColumnUnknown")]
    [InlineData("1 | ConvertTo-SoarHtml @{ Width = 3 }", "TableColumnInvalid")]
    [InlineData("1 | ConvertTo-SoarHtml @{ N = 'x'; E = { throw 'no' } }", "ScriptBlockFailed")]
    [InlineData("1 | ConvertTo-SoarHtml -Highlight @{ A = 'red' }", "TableHighlightInvalid")]
    [InlineData("1 | ConvertTo-SoarHtml -Highlight @{ A = @{ x = 'reddish' } }", "TableColorInvalid")]
    public void Options_ThatAreWrong_AreErrors(string command, string id) =>
        Assert.Equal(id, Assert.Single(Engine.Run($"try {{ {command} -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}")));
}
