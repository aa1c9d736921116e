using System;
using System.IO;
using System.Linq;
using System.Text;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

/// <summary>Words of others that a terminal would obey, or that turn a line around, wherever they come to the console.</summary>
public sealed class HostileTextTests : ViewTest
{
    private const string Hostile = "evil\u001B[2J\u0007\u009B1m\u202Egpj.exe\u2069";
    private static readonly string Encoded = $"=?utf-8?b?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Hostile))}?=";

    public HostileTextTests()
    {
        Engine.SetVariable("hostile", Hostile);
        Engine.SetVariable("raw", $"From: a@example.org\r\nTo: b@example.org\r\nSubject: {Encoded}\r\n\r\nx\r\n");
        Engine.SetVariable("box", Folder["box"]);
    }

    [Theory]
    [InlineData("Send-SoarRawEmail $raw -Asset $asset -WhatIf")]
    [InlineData("Send-SoarRawEmail $raw -Asset $asset -Verbose")]
    [InlineData("Export-SoarEmail -RawEmail $raw -Path $folder/x.eml -WhatIf")]
    [InlineData("Send-SoarEmail b@example.org \"a$([char]0x202E)b\" text -Asset $asset -WhatIf")]
    [InlineData("$null = Send-SoarRawEmail $raw -Asset $asset -Outbox $box; Get-SoarOutbox $box | Out-Default")]
    [InlineData("$null = Send-SoarRawEmail $raw -Asset $asset -Outbox $box; Get-SoarOutbox $box -Retry -State Sent -WhatIf")]
    public void Subject_OfARawMail_IsHarmlessOnTheConsole(string script)
    {
        StartServer();

        Engine.Run(script);

        AssertHarmless(Engine.Host.Text + string.Concat(Engine.Streams.Verbose));
        Assert.Contains("\uFFFD", Engine.Host.Text + string.Concat(Engine.Streams.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_InTheOutbox_IsHarmlessAsAPropertyToo()
    {
        StartServer();

        // Format-List * and mixed output show properties without any view.
        AssertHarmless((string)Result("$null = Send-SoarRawEmail $raw -Asset $asset -Outbox $box; Get-SoarOutbox $box").Subject);
    }

    [Theory]
    [InlineData("Send-SoarRawEmail -LiteralPath $hostile -Asset $asset")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -Attachments $hostile")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -Attachments @{ vault_id = $hostile }")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -Attachments @{ path = $file; ContentType = $hostile }")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -Attachments @{ path = $file; ContentId = $hostile }")]
    [InlineData("Send-SoarEmail $hostile s b -Asset $asset")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -From $hostile")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $asset -Headers @{ $hostile = 'x' }")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset $hostile")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset @{ $hostile = 1 }")]
    [InlineData("Send-SoarEmail b@example.org s b -Asset @{ server = $hostile }")]
    [InlineData("Get-SoarVaultFile $hostile -VaultPath $folder")]
    [InlineData("Remove-SoarVaultFile $hostile -VaultPath $folder")]
    [InlineData("Add-SoarVaultFile $hostile -VaultPath $folder")]
    [InlineData("Get-SoarOutbox $hostile")]
    [InlineData("Send-SoarOutbox $hostile -Asset $asset")]
    [InlineData("Get-SoarOutbox $box -Id $hostile")]
    [InlineData("Import-SmtpAsset -LiteralPath $hostile")]
    [InlineData("Import-SmtpAsset @{ server = 'x'; port = $hostile }")]
    [InlineData("Unregister-SmtpAsset $hostile")]
    [InlineData("Register-SmtpAsset @{ server = 'x' } $hostile")]
    [InlineData("New-SmtpAsset $hostile")]
    [InlineData("New-SmtpAsset x -LocalDomain $hostile")]
    [InlineData("New-SmtpAsset x -CertificateThumbprint $hostile")]
    [InlineData("Send-SoarHtmlEmail b@example.org s b -Asset $asset -Sanitize:$hostile")]
    [InlineData("Export-SoarEmail b@example.org s b -From a@example.org -Path \"$folder/$hostile\"")]
    public void Error_AboutHostileInput_IsHarmless(string script)
    {
        StartServer();
        File.WriteAllText(Folder["file.txt"], "x");
        Engine.SetVariable("file", Folder["file.txt"]);

        Engine.Try(script);

        var errors = Engine.Errors.Concat(Engine.Failure is { } failure ? [failure.ErrorRecord] : []).ToList();
        Assert.NotEmpty(errors);
        foreach (var error in errors)
        {
            for (Exception? cause = error.Exception; cause is not null; cause = cause.InnerException)
                AssertHarmless(cause.Message);
            AssertHarmless($"{error} {error.ErrorDetails?.RecommendedAction} {error.CategoryInfo}");
        }
    }

    [Fact]
    public void Reply_OfAHostileServer_IsHarmlessEverywhere()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.Rcpt, Reply.Raw($"550 5.1.1 {Hostile}\r\n")) });

        Engine.Try("$result = Send-SoarEmail b@example.org s b -Asset $asset -Verbose; $result | Out-Default; $result.Recipients | Out-Default");

        AssertHarmless(Engine.Host.Text);
        AssertHarmless((string)((dynamic)Engine.GetVariable("result")).ToJson());
        var error = Engine.Errors.Single();
        for (Exception? cause = error.Exception; cause is not null; cause = cause.InnerException)
            AssertHarmless(cause.ToString());
    }

    [Theory]
    [InlineData("$vault = [SmtpSoar.VaultFile]::new(); $vault.Name = $hostile; $vault")]
    [InlineData("Result success 'Email sent' (Recipient $hostile $false 550 '5.1.1' $hostile) RecipientRefused")]
    [InlineData("Result failed $hostile")]
    [InlineData("Recipient $hostile $true 250 $null $hostile")]
    [InlineData("Test success $hostile (Step Resolve Success 3 $hostile)")]
    [InlineData("Step Resolve Success 3 $hostile")]
    [InlineData("$entry = [SmtpSoar.OutboxEntry]::new(); $entry.To = $hostile; $entry.Subject = $entry.LastError = $hostile; $entry")]
    [InlineData("$asset = [SmtpSoar.SmtpAsset]::new(); $asset.Server = 'x'; $asset.Username = $asset.ClientId = $asset.SenderAddress = $asset.Outbox = $hostile; $asset")]
    [InlineData("Fake SmtpSoar.RegisteredSmtpAsset @{ Name = 'n'; IsDefault = $true; PickupDirectory = $null; SslMethod = 'None'; Username = $hostile; Server = 'x'; Port = 1 }")]
    public void View_OfAType_IsHarmless(string script)
    {
        var shown = ShowRaw(400, script);

        AssertHarmless(shown);
        Assert.Contains("gpj.exe", shown, StringComparison.Ordinal);
    }

    // Colours of the views themselves are no harm.
    private static void AssertHarmless(string text)
    {
        var plain = System.Text.RegularExpressions.Regex.Replace(text, "\u001B\\[[0-9;]*m", "");
        Assert.DoesNotContain(plain, character => (char.IsControl(character) && character is not ('\r' or '\n' or '\t')) || character is '\u202E' or '\u2069');
    }
}
