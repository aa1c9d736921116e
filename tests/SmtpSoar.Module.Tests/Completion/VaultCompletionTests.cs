using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Completion;

/// <summary>What Tab offers of the vault, and of what is known beforehand.</summary>
public sealed class VaultCompletionTests : EngineTest
{
    private readonly string _id;

    public VaultCompletionTests()
    {
        var (report, odd) = (Folder.Write("report.csv", "one"), Folder.Write("it's [odd].txt", "two"));
        _id = Engine.Run("Add-SoarVaultFile -LiteralPath $report -VaultPath $folder/vault -ContainerId 'case 1'; Add-SoarVaultFile -LiteralPath $odd -VaultPath $folder/vault", ("report", report), ("odd", odd))[0].Properties["VaultId"].Value.ToString()!;
    }

    [Theory]
    [InlineData("Get-SoarVaultFile -VaultPath $folder/vault -VaultId rep")]
    [InlineData("Get-SoarVaultFile -VaultPath $folder/vault fe0")]
    [InlineData("Remove-SoarVaultFile -VaultPath $folder/vault REP")]
    [InlineData("Send-SoarEmail -VaultPath $folder/vault -Attachments rep")]
    [InlineData("Send-SoarHtmlEmail -VaultPath $folder/vault -Attachment3 fe0")]
    [InlineData("Export-SoarEmail -VaultPath $folder/vault -Attachment1 rep")]
    public void VaultId_ByIdOrName_IsOfferedWithWhatItIs(string input)
    {
        var match = Complete(input).First();

        Assert.Equal(_id, match.CompletionText.Trim('\''));
        Assert.Equal($"report.csv ({_id[..8]})", match.ListItemText);
        Assert.Matches("report.csv, 3 bytes, text/csv, added ", match.ToolTip);
    }

    [Fact]
    public void VaultName_WithOddCharacters_IsOfferedSoThatItFindsTheFile()
    {
        var input = "Get-SoarVaultFile -VaultPath $folder/vault -Name it";

        var text = Assert.Single(Complete(input)).CompletionText;

        Assert.Single(Engine.Run(input[..^2] + text));
    }

    [Fact]
    public void ContainerId_OfTheVault_IsOfferedInQuotes() =>
        Assert.Equal("'case 1'", Assert.Single(Complete("Get-SoarVaultFile -VaultPath $folder/vault -ContainerId ca")).CompletionText);

    [Fact]
    public void VaultId_OfAVaultByARelativePath_IsOffered()
    {
        Engine.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)");

        Assert.Equal(_id, Complete("Get-SoarVaultFile -VaultPath vault -VaultId rep").First().CompletionText.Trim('\''));
    }

    [Fact]
    public void Vault_ThatIsNotThere_IsNotMade()
    {
        Complete("Get-SoarVaultFile -VaultPath $folder/none -VaultId a");

        Assert.False(Directory.Exists(Folder["none"]));
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public void Vault_ThatIsDamaged_OffersNothingAndFailsNowhere()
    {
        foreach (var file in Directory.GetFiles(Folder["vault"], "*", SearchOption.AllDirectories))
            File.WriteAllText(file, "nonsense");

        Assert.DoesNotContain(Complete("Get-SoarVaultFile -VaultPath $folder/vault -VaultId fe"), match => match.CompletionText.Contains(_id, StringComparison.Ordinal));
        Assert.Empty(Engine.Errors);
    }

    [Theory]
    [InlineData("New-SmtpAsset smtp.g", "smtp.gmail.com")]
    [InlineData("New-SmtpAsset -Server smtp.off", "smtp.office365.com")]
    [InlineData("New-SmtpAsset x 58", "587")]
    [InlineData("New-SmtpAsset -Provider G", "Gmail")]
    [InlineData("Send-SoarEmail -Headers In", "@{ 'In-Reply-To' = '' }")]
    [InlineData("Export-SoarEmail -Headers auto", "@{ 'Auto-Submitted' = '' }")]
    [InlineData("Export-SoarEmail -Format H", "Html")]
    public void KnownValue_ByItsBeginning_IsOfferedWithAToolTip(string input, string expected)
    {
        var match = Complete(input).First();

        Assert.Equal(expected, match.CompletionText);
        Assert.NotEmpty(match.ToolTip);
    }

    [Fact]
    public void Headers_OfferedText_CanBeUsedAtOnce()
    {
        var offered = Complete("Send-SoarEmail -Headers ").Where(match => match.CompletionText.StartsWith("@{", StringComparison.Ordinal)).ToList();

        Assert.True(offered.Count > 5);
        Assert.All(offered, match => Assert.Single(Engine.Run(match.CompletionText)));
    }

    private CompletionResult[] Complete(string input)
    {
        var line = input.Replace("$folder", Folder.Path, StringComparison.Ordinal);
        var completion = (CommandCompletion)Engine.RunSingle("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).BaseObject;
        return [.. completion.CompletionMatches];
    }
}
