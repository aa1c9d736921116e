using System;
using System.IO;
using SmtpSoar.Core.Secrets;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

public sealed class DataFolderTests
{
    private static readonly string Root = Path.GetPathRoot(Environment.CurrentDirectory)!;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Default_NoVariable_IsAFolderOfOurOwnAmongTheUsersData(string? variable) =>
        Assert.Equal(Path.Combine(Root, "data", "SmtpSoar"), DataFolder.Default(variable, Path.Combine(Root, "data")));

    [Fact]
    public void Default_Variable_IsTakenAsItIs() =>
        Assert.Equal(Path.Combine(Root, "mine"), DataFolder.Default($" {Path.Combine(Root, "other", "..", "mine")} ", "unused"));

    [Theory]
    [InlineData("mine")]
    [InlineData("./mine")]
    [InlineData("/mine\0")]
    public void Default_VariableIsNoFullPath_IsRefused(string variable)
    {
        var error = Assert.Throws<SmtpSoarException>(() => DataFolder.Default(variable, "unused"));

        Assert.Equal("StoreFolderInvalid", error.ErrorId);
        Assert.Contains("SMTPSOAR_DATA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_AccountWithoutData_IsRefused() =>
        Assert.Equal("StoreFolderInvalid", Assert.Throws<SmtpSoarException>(() => DataFolder.Default(null, "")).ErrorId);
}
