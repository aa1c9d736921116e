using System;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

public sealed class ResultViewTests : ViewTest
{
    private const string Refused = "Result success 'Email sent' @((Recipient a@example.org $true 250 2.1.5 Ok), (Recipient nobody@example.org $false 550 5.1.1 'User unknown')) RecipientRefused";

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Result_AnyWidth_IsALineThatBeginsWithTheStatus(int width)
    {
        var lines = Show(width, "Result success 'Email sent' (Recipient analyst@example.org $true 250 2.1.5 Ok)");

        Assert.Matches("^success +Email sent +analyst@example.org$", Assert.Single(lines, line => line.StartsWith("success", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.True(line.Length < width, line));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Result_LongMessage_IsShownToItsLastWord(int width)
    {
        var lines = Show(width, "Result success ('one two three four five six seven eight nine ten. ' * 5 + 'LAST WORD') (Recipient analyst@example.org)");

        Assert.EndsWith("nine ten. LAST WORD".Replace(" ", "", StringComparison.Ordinal), Column(lines, "Message", "To"), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length < width, line));
    }

    [Fact]
    public void Result_RefusedRecipient_IsCountedSinceTheErrorNamesIt()
    {
        var shown = Words(Show(300, Refused));

        Assert.Contains("Email sent, but 1 of 2 refused", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("User unknown", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_Failed_ShowsTheIdSinceTheErrorHasTheSentence()
    {
        var shown = Words(Show(300, "Result failed 'Nothing answers. Check Server.' (Recipient analyst@example.org) ConnectionRefused"));

        Assert.Contains("failed ConnectionRefused analyst@example.org", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing answers", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_OutcomeUnknownForSome_ShowsTheId() =>
        Assert.Contains("Email sent, but OutcomeUnknown", Words(Show(300, "Result success 'Email sent' (Recipient a@example.org) OutcomeUnknown")), StringComparison.Ordinal);

    [Fact]
    public void Result_ManyRecipients_ArePartlyCounted()
    {
        var shown = Column(Show(300, "Result success 'Email sent' (1..500 | ForEach-Object { Recipient \"user$_@example.org\" $true })"), "To");

        Assert.Equal("user1@example.org,user2@example.organd498more", shown);
    }

    [Fact]
    public void Result_BeforeItWasAddressed_ShowsWhoItWasFor()
    {
        var shown = Words(Show(300, "$result = Result failed 'No such file.'; $result.Parameter = [Collections.Generic.Dictionary[string, object]]::new(); $result.Parameter['to'] = 'analyst@example.org'; $result"));

        Assert.Contains("No such file. analyst@example.org", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_BehindOtherObjects_IsShownWithStatusAndMessage()
    {
        var shown = Words(Show(80, "[IO.FileInfo] 'x'; " + Refused));

        Assert.Contains("Status : success Message : Email sent", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_PowerShell7_MarksTheStatus() =>
        Assert.Contains("\u001B[93msuccess\u001B[0m", ShowRaw(80, Refused), StringComparison.Ordinal);

    [Theory]
    [InlineData("Set-StrictMode -Version Latest; ")]
    [InlineData("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; ")]
    public void View_StrictOrOldOrConstrainedSession_IsTheSame(string session)
    {
        var shown = Words(Show(300, "$shown = " + Refused + "; " + session + "$shown"));

        Assert.Contains("success Email sent, but 1 of 2 refused a@example.org, nobody@example.org", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_FromAnotherSession_HasTheSameView()
    {
        var shown = Words(Show(300, "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((" + Refused + "), 3))"));

        Assert.Contains("success Email sent, but 1 of 2 refused a@example.org, nobody@example.org", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipients_OfAResult_AreALineEach()
    {
        var lines = Show(80, "(" + Refused + ").Recipients");

        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^refused +nobody@example.org +To +550 5.1.1 User unknown$"));
    }
}
