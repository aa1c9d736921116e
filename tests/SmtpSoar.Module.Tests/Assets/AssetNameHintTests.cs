using System;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>A name that no asset has: which one may be meant, and where it was looked for.</summary>
public sealed class AssetNameHintTests : AssetEngineTest
{
    [Theory]
    [InlineData("Send-SoarEmail -Asset smtp_lba -To a@example.org -Body b")]
    [InlineData("Send-SoarEmail -Asset SMTP-lab -To a@example.org -Body b")]
    [InlineData("Get-SmtpAsset smtplap")]
    [InlineData("Set-SmtpAsset smtp_lab1 -Port 25")]
    [InlineData("Register-SmtpAsset smtp_la -Name copy")]
    [InlineData("Unregister-SmtpAsset smtp_lba")]
    [InlineData("Test-SmtpAsset smtp_lba")]
    [InlineData("Get-SoarOutbox -Asset smtp_lba")]
    public void Name_Mistyped_IsAnsweredWithTheOneThatIsMeantAndTheFolder(string script)
    {
        Engine.Run("'Smtp_lab', 'office' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        Engine.Try(script);

        Assert.Equal("AssetNotFound", SingleErrorId());
        Assert.Contains("Is 'Smtp_lab' meant?", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"in '{Data}'", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lba", "Is 'lab' meant?")]
    [InlineData("office", null)]
    public void Name_ShortOrFarAway_IsGuessedOnlyWhereItIsNear(string name, string? hint)
    {
        Engine.Run("New-SmtpAsset smtp.example.org | Register-SmtpAsset -Name lab");

        Engine.Try($"Get-SmtpAsset {name}");

        Assert.Equal(hint is not null, SingleError().Exception.Message.Contains(hint ?? "meant?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-SmtpAsset lab", "AssetNotFound")]
    [InlineData("Get-SmtpAsset -Default", "AssetDefaultMissing")]
    [InlineData("Send-SoarEmail -To a@example.org -Body b", "AssetMissing")]
    public void Folder_WithoutAnyAsset_IsNamed(string script, string error)
    {
        Engine.Try(script);

        Assert.Equal(error, SingleErrorId());
        Assert.Contains($"in '{Data}'", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.False(HasStoredFiles);
    }
}
