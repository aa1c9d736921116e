using SmtpSoar.Pipeline;
using Xunit;

namespace SmtpSoar.Tests.Engine;

/// <summary>Whether somebody is there to log in.</summary>
public sealed class PersonTests
{
    [Theory]
    [InlineData("ConsoleHost", true)]
    [InlineData("Visual Studio Code Host", true)]
    [InlineData("Windows PowerShell ISE Host", true)]
    [InlineData("ServerRemoteHost", false)]
    [InlineData("Default Host", false)]
    [InlineData(null, false)]
    public void IsThere_Host_MustBeAPersons(string? host, bool expected) => Assert.Equal(expected, IsThere("pwsh", host: host));

    [Theory]
    [InlineData("pwsh", true)]
    [InlineData("pwsh -NoProfile -NoLogo -NoExit", true)]
    [InlineData("pwsh -NonInteractive", false)]
    [InlineData("pwsh -NoProfile -noni", false)]
    [InlineData("pwsh --noninteractive", false)]
    [InlineData("powershell.exe /NonInter -File job.ps1", false)]
    [InlineData("pwsh \u2013NonI -c x", false)]
    [InlineData("pwsh -non", true)]
    [InlineData("pwsh -NonInteractively", true)]
    [InlineData("pwsh -ExecutionPolicy Bypass -NonInteractive -File job.ps1", false)]
    [InlineData("pwsh -File job.ps1 -NonInteractive", true)]
    [InlineData("pwsh -Command Start-It -NonInteractive", true)]
    [InlineData("-NonInteractive", true)]
    public void IsThere_ProcessStartedForNobody_IsFalse(string commandLine, bool expected) => Assert.Equal(expected, IsThere(commandLine));

    [Fact]
    public void IsThere_EditorStartedForNobodyToTypeAt_IsTrue() =>
        Assert.True(IsThere("pwsh -NonInteractive", host: "Visual Studio Code Host", redirected: true));

    [Fact]
    public void IsThere_Service_IsFalse() => Assert.False(IsThere("pwsh", interactive: false));

    [Fact]
    public void IsThere_ConsoleRedirected_IsFalse() => Assert.False(IsThere("pwsh", redirected: true));

    private static bool IsThere(string commandLine, string? host = "ConsoleHost", bool interactive = true, bool redirected = false) =>
        new InteractiveSession(host, commandLine.Split(' '), interactive, redirected).IsThere;
}
