using System.Linq;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>An outbox's address that is misspelt has its password all the same, and no command shows it.</summary>
public sealed class LocationSecretTests : SecretTest
{
    private const string Word = "Loc-canary-41ce";

    private static readonly string[] Commands =
    [
        "Get-SoarOutbox $location",
        "Get-SoarOutbox $location -Retry -WhatIf -Verbose",
        "Send-SoarOutbox $location -Asset $asset -Verbose",
        "Send-SoarOutbox $location -Asset $asset -Watch -HealthFile $folder/health.json",
        "Remove-SoarOutbox $location -State Sent -Verbose",
        "Measure-SoarOutbox $location",
        "Move-SoarOutbox $location $folder/other",
        "Move-SoarOutbox $folder/other $location",
        "Initialize-SoarOutbox $location -WhatIf",
        "Initialize-SoarOutbox $location -AsScript",
        "New-SmtpAsset mail.example.org -Outbox $location",
        "New-SmtpAsset mail.example.org | Set-SmtpAsset -Outbox $location",
        "Send-SoarEmail a@example.org s b -From b@example.org -Asset $asset -Outbox $location",
        "Send-SoarRawEmail \"From: a@example.org`nTo: b@example.org`n`nx\" -Asset $asset -Outbox $location",
        "Get-SoarOutbox -Asset @{ Server = 'mail.example.org'; Outbox = $location }",
        "Send-SoarOutbox -Asset @{ Server = 'mail.example.org'; Outbox = $location }",
    ];

    public LocationSecretTests()
    {
        Watch(Word);
        StartServer();
    }

    [Theory]
    [InlineData("mysql://worker:{0}@h/db", "OutboxLocationInvalid")]
    [InlineData("postgresq://worker:{0}@h/db", "OutboxLocationInvalid")]
    [InlineData("postgresql:/worker:{0}@h/db", "OutboxLocationInvalid")]
    [InlineData("postgresql:worker:{0}@h/db", "OutboxLocationInvalid")]
    [InlineData("host=h dbname=mail user=worker password={0}", "OutboxLocationInvalid")]
    [InlineData("postgresql://worker@h/db?pasword={0}", "OutboxAddressInvalid")]
    [InlineData("postgresql://h/db?user=worker;password={0}", "OutboxAddressInvalid")]
    [InlineData("postgresql://worker:{0}", "OutboxAddressInvalid")]
    public void Location_ThatIsMisspelt_ShowsItsPasswordNowhere(string form, string id)
    {
        Engine.SetVariable("location", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Word));
        foreach (var command in Commands)
        {
            RunWatched(command);

            // A command that only names an outbox looks at the settings of an address when it opens it.
            if (id == "OutboxLocationInvalid")
                Assert.StartsWith(id + ",", (Engine.Failure?.ErrorRecord ?? Engine.Errors.Single()).FullyQualifiedErrorId, System.StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Drive_OfTheSession_IsNoScheme()
    {
        Engine.Run("""
            $drives = $ExecutionContext.SessionState.Drive
            $system = $ExecutionContext.SessionState.Provider.GetOne('FileSystem')
            $null = $drives.New([System.Management.Automation.PSDriveInfo]::new('box', $system, $folder, '', $null), 'global')
            """);

        Engine.Try("Get-SoarOutbox box:/none");

        Assert.Equal("OutboxMissing", SingleErrorId());
    }
}
