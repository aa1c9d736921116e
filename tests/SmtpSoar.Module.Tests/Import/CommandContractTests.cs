using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>What every command of the module keeps to.</summary>
public sealed class CommandContractTests : IDisposable
{
    private readonly Engine _engine = Engine.WithModule();

    private IEnumerable<CmdletInfo> Commands => _engine.Run("Get-Command -Module SmtpSoar").Select(command => (CmdletInfo)command.BaseObject);

    [Fact]
    public void Verbs_AllCommands_AreApproved()
    {
        var approved = new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity) }
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetValue(null)!);

        Assert.Empty(Commands.Select(command => command.Verb).Except(approved));
    }

    [Fact]
    public void OutputType_AllCommandsThatWrite_IsDeclared()
    {
        // What is removed or forgotten is not shown.
        var silent = Commands.Where(command => command.OutputType.Count == 0).Select(command => command.Name);
        Assert.Equal(["Disconnect-SmtpAsset", "Disconnect-SmtpSession", "Remove-SoarOutbox", "Remove-SoarVaultFile", "Unregister-SmtpAsset"], silent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ShouldProcess_CommandsThatSendOrChange_IsSupported()
    {
        var without = Commands.Where(command => !command.Parameters.ContainsKey("WhatIf")).Select(command => command.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "ConvertTo-SoarHtml", "Get-SmtpAsset", "Get-SoarVaultFile", "Import-SmtpAsset", "Import-SoarEmail", "Measure-SoarOutbox",
                "New-SmtpAsset",
            ],
            without);
    }

    // PowerShell gives a script block to a parameter of the type object as it is. A command that takes such from the pipeline runs it itself.
    [Fact]
    public void ScriptBlock_ForEachParameterOfThePipeline_IsRun()
    {
        var left = from command in Commands
            where !command.Parameters.ContainsKey("InputObject")
            from parameter in command.Parameters.Values
            where parameter.ParameterType == typeof(object) || parameter.ParameterType == typeof(object[])
            where parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName)
            select $"{command.Name} -{parameter.Name}";

        Assert.Empty(left);
    }

    [Fact]
    public void Bases_EachCommand_AreThreeAtMost()
    {
        var deep = Commands.Where(command => Bases(command.ImplementingType).Count() > 3).Select(command => command.Name);
        Assert.Empty(deep);
    }

    [Fact]
    public void Source_EachCommand_HasAFileOfItsName()
    {
        var files = Directory.GetFiles(Path.Combine(BuiltModule.Repository, "src", "SmtpSoar", "Commands"), "*.cs").Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(Commands.Select(command => command.ImplementingType.Name).Except(files));
        Assert.All(Commands, command => Assert.Equal(command.Name.Replace("-", "", StringComparison.Ordinal) + "Command", command.ImplementingType.Name));
    }

    [Fact]
    public void Tests_EachCommand_IsRunByOne()
    {
        var tests = Directory.GetFiles(Path.Combine(BuiltModule.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != nameof(CommandContractTests) + ".cs")
            .Select(File.ReadAllText)
            .ToList();

        Assert.All(Commands, command => Assert.Contains(tests, text => text.Contains(command.Name + " ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Send-SoarHtmlEmail", "HtmlBody", "html_body")]
    [InlineData("Export-SoarEmail", "HtmlBody", "html_body")]
    [InlineData("Export-SoarEmail", "RawEmail", "raw_email")]
    [InlineData("Send-SoarHtmlEmail", "TextBody", "text_body")]
    [InlineData("Send-SoarHtmlEmail", "AttachmentJson", "attachment_json")]
    [InlineData("Send-SoarHtmlEmail", "ContentId1", "content_id1")]
    [InlineData("Send-SoarHtmlEmail", "ContentId5", "content_id5")]
    [InlineData("Send-SoarRawEmail", "RawEmail", "raw_email")]
    [InlineData("New-SmtpAsset", "SslMethod", "ssl_config")]
    [InlineData("New-SmtpAsset", "ClientSecret", "client_secret")]
    public void Aliases_SoarNames_AreThere(string command, string parameter, string alias)
    {
        var found = Commands.Single(candidate => candidate.Name == command).Parameters[parameter];
        Assert.Contains(alias, found.Aliases);
    }

    private static IEnumerable<Type> Bases(Type command)
    {
        for (var type = command.BaseType!; type != typeof(PSCmdlet); type = type.BaseType!)
            yield return type;
    }

    public void Dispose() => _engine.Dispose();
}
