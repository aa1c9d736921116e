using System;
using System.Linq;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

/// <summary>What lasts: assets, vault files, sessions, the outbox.</summary>
public sealed class StateViewTests : ViewTest
{
    [Fact]
    public void Asset_WithLittleSet_ShowsWhatIsSetAndWhatHolds()
    {
        var lines = Show(80, "New-SmtpAsset mail.example.org -SenderAddress soar@example.org -AllowSmtpUtf8 $false");

        Assert.Contains("Server                : mail.example.org", lines);
        Assert.Contains("Port                  : 587", lines);
        Assert.Contains("AllowSmtpUtf8         : False", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("ClientId", StringComparison.Ordinal) || line.StartsWith("Encoding", StringComparison.Ordinal));
        Assert.True(lines.Count(line => line.Length > 0) < 20);
    }

    [Fact]
    public void Asset_PickupDirectory_ShowsNothingOfAServer()
    {
        var lines = Show(80, "New-SmtpAsset -PickupDirectory $folder -SenderAddress soar@example.org");

        Assert.Equal(["SenderAddress", "PickupDirectory"], lines.Where(line => line.Length > 0).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void VaultFile_LongName_IsShownWhole()
    {
        var path = Folder.Write("a file with a name that is rather long, longer than its column.txt", "x");

        var lines = Show(80, $"Add-SoarVaultFile -LiteralPath \"{path}\" -VaultPath $folder/vault");

        Assert.Equal("afilewithanamethatisratherlong,longerthanitscolumn.txt", Column(lines, "Name"));
        Assert.Contains(lines, line => line.StartsWith("11f6ad8ec52a2984abaafd7c3b516503785c2072 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Session_Open_IsALine()
    {
        var lines = Show(80, "Fake SmtpSoar.SmtpSession @{ State = 'Open'; Server = 'mail.example.org'; Port = 587; Tls = 'TLS 1.3'; Authentication = 'Basic (PLAIN)' }");

        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^Open +mail.example.org +587 TLS 1.3 +Basic \(PLAIN\)$"));
    }

    [Fact]
    public void OutboxEntry_ThatFailed_ShowsTheMailAndTheError()
    {
        var lines = Show(120, "Fake SmtpSoar.OutboxEntry @{ State = 'Waiting'; Accepted = [DateTimeOffset] '2026-11-23 10:00'; Attempts = 3; NextTry = [DateTimeOffset] '2026-11-23 10:05'; To = 'a@example.org', 'b@example.org'; Subject = 'Case 4711'; LastError = 'Nobody answers.' }");

        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^Waiting +11-23 [0-9:]+ +3 11-23 [0-9:]+ +a@example.org, b@example.org: Case 4711$"));
        Assert.Contains("Nobody answers.", lines.Select(line => line.Trim()));
    }

    [Fact]
    public void OutboxEntry_ThatWasSentButNotToAll_ShowsHowManyWereRefused()
    {
        var lines = Show(120, "Fake SmtpSoar.OutboxEntry @{ State = 'Sent'; Accepted = [DateTimeOffset] '2026-11-23 10:00'; Attempts = 1; To = 'a@example.org', 'b@example.org'; Subject = 'Case 4711'; Refused = @('b@example.org') }");

        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^Sent +11-23 [0-9:]+ +1 +1 a@example.org, b@example.org: Case 4711$"));
    }
}
