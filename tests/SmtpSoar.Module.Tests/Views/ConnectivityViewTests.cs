using System;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

public sealed class ConnectivityViewTests : ViewTest
{
    private const string Steps = "(Step Resolve Success 3 '192.0.2.25'), (Step Tls Success 41 'TLS 1.3 (TLS_AES_256_GCM_SHA384), certificate mail.example.org, issued by Example CA 3, 61 days left')";

    private const string Failed = "Test failed 'It does not accept the login. Check the password, or ask who runs it.' @(" + Steps + ", (Step Authenticate Failed 30 'It does not accept the login.')) AuthenticationFailed";

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Test_Passed_ShowsEachStepWithTimeAndDetail(int width)
    {
        var lines = Show(width, "Test success 'Test connectivity passed.' @(" + Steps + ")");

        Assert.Contains("success: Test connectivity passed. (mail.example.org:587)", lines);
        Assert.Contains(lines, line => line.StartsWith("  Success Resolve             3 ms  192.0.2.25", StringComparison.Ordinal));
        Assert.Contains("issuedbyExampleCA3,61daysleft", Words(lines).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length < width, line));
    }

    [Fact]
    public void Test_LongDetail_GoesOnUnderItsBeginning()
    {
        var lines = Show(80, "Test success 'Test connectivity passed.' @(" + Steps + ")");

        var tls = Array.FindIndex(lines, line => line.Contains("Tls", StringComparison.Ordinal));
        Assert.Equal(lines[tls].IndexOf("TLS 1.3", StringComparison.Ordinal), lines[tls + 1].Length - lines[tls + 1].TrimStart().Length);
    }

    [Fact]
    public void Test_Failed_ShowsWhereSinceTheErrorHasTheSentence()
    {
        var lines = Show(80, Failed);

        Assert.Contains("failed: AuthenticationFailed at the step Authenticate (mail.example.org:587)", lines);
        Assert.Contains("  Failed  Authenticate       30 ms", lines);
        Assert.DoesNotContain("It does not accept the login", Words(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("Check the password", Words(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_AnyOutcome_EndsWithItsLastStep()
    {
        var lines = Show(80, "Test success 'Test connectivity passed.' @(" + Steps + "); " + Failed + "; 'END'");

        var end = Array.IndexOf(lines, "END");
        Assert.Equal("  Failed  Authenticate       30 ms", lines[end - 1]);
        Assert.DoesNotContain("", lines[1..end]);
    }

    [Fact]
    public void Test_FailedBeforeAnyStep_ShowsTheId()
    {
        var shown = Words(Show(80, "Test failed 'There is no asset. Make one.' @() AssetNotFound"));

        Assert.Contains("failed: AssetNotFound", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no asset.", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-StrictMode -Version Latest; ")]
    [InlineData("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; ")]
    public void View_StrictOrOldOrConstrainedSession_IsTheSame(string session)
    {
        var lines = Show(80, "$shown = " + Failed + "; " + session + "$shown");

        Assert.Contains("  Success Resolve             3 ms  192.0.2.25", lines);
        Assert.Contains("  Failed  Authenticate       30 ms", lines);
    }
}
