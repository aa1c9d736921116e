using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

public sealed class WhatIfTests : EngineTest
{
    private readonly SmtpTestServer _server;

    public WhatIfTests() => _server = StartServer();

    [Fact]
    public void WhatIf_GoodMessage_SaysWhatToWhomAndHowLarge()
    {
        var output = Engine.Run("Send-SoarEmail -To a@example.org -Bcc b@example.org -Subject greeting -Body ('x' * 5000) -Asset $asset -WhatIf");

        Assert.Empty(output);
        Assert.Empty(_server.Connections);
        Assert.All(["greeting", "sender@example.org", "a@example.org", "b@example.org", _server.Host], part => Assert.Contains(part, Engine.Host.Text, StringComparison.Ordinal));
        Assert.Matches("5,[1-9][0-9]{2} bytes", Engine.Host.Text);
    }

    [Theory]
    [InlineData("Send-SoarHtmlEmail a@example.org s '<p>x</p>' -Asset $asset -WhatIf")]
    [InlineData("Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nx' -Asset $asset -WhatIf")]
    [InlineData("Test-SmtpAsset $asset -WhatIf")]
    public void WhatIf_OtherCommands_OpenNoConnection(string script)
    {
        Assert.Empty(Engine.Run(script));

        Assert.Empty(_server.Connections);
        Assert.Contains("What if", Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_BadMessage_FailsAsItWouldWithout()
    {
        var result = Result("Send-SoarEmail nobody s b -Asset $asset -WhatIf");

        Assert.Equal("failed", result.Status);
        Assert.Equal("AddressInvalid", SingleErrorId());
        Assert.DoesNotContain("What if", Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_PipelineOfMessages_SaysEach()
    {
        Engine.Run("'a', 'b' | ForEach-Object { [pscustomobject]@{ To = \"$_@example.org\"; Body = 'x' } } | Send-SoarEmail -Asset $asset -WhatIf");

        Assert.Contains("a@example.org", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Contains("b@example.org", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Empty(_server.Connections);
    }

    [Fact]
    public void WhatIf_ManyMessages_EndsWithASummaryOfAllAndOfWhatIsWrong()
    {
        Engine.Run("'a@example.org, b@example.org', 'nobody', 'c@example.org', '' | ForEach-Object { [pscustomobject]@{ To = $_; Body = 'x' } } | Send-SoarEmail -Asset $asset -WhatIf -ErrorAction SilentlyContinue");

        var last = Engine.Host.Text.TrimEnd().Split('\n')[^1];
        Assert.Matches(@"^What if: In all: 2 mails to 3 recipients, \d{3} bytes \(0\.0 MiB\)\. 2 can't be sent: row 2 \(AddressInvalid\), row 4 \(RecipientMissing\)\.$", last);
        Assert.Empty(_server.Connections);
    }

    [Fact]
    public void WhatIf_ByPreference_EndsWithASummaryToo()
    {
        Engine.Run("$WhatIfPreference = $true; 'From: a@example.org\nTo: b@example.org\n\nx', 'From: a@example.org\nTo: b@example.org\n\nx' | Send-SoarRawEmail -Asset $asset");

        Assert.Contains("In all: 2 mails to 2 recipients", Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_Outbox_EndsWithASummary()
    {
        Engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ To = \"u$_@example.org\"; Body = 'x' } } | Send-SoarEmail -Asset @{ server = '127.0.0.1'; port = 1; ssl_config = 'None'; sender_address = 's@example.org' } -Outbox $folder/box -ErrorAction SilentlyContinue");

        Engine.Run("Send-SoarOutbox $folder/box -Asset $asset -Force -WhatIf");

        Assert.Contains("In all: 3 mails to 3 recipients", Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_Vault_ChangesNothing()
    {
        var path = Folder.Write("one.txt", "first");

        Engine.Run("Add-SoarVaultFile $path -VaultPath $folder/vault -WhatIf", ("path", path));
        Assert.Empty(Engine.Run("Get-SoarVaultFile -VaultPath $folder/vault"));

        Engine.Run("Add-SoarVaultFile $path -VaultPath $folder/vault | Remove-SoarVaultFile -VaultPath $folder/vault -WhatIf");
        Assert.Single(Engine.Run("Get-SoarVaultFile -VaultPath $folder/vault"));
    }

    [Fact]
    public void Verbose_Connecting_SaysTo_WhomAndHow()
    {
        Engine.Run("Send-SoarEmail a@example.org s b -Asset $asset -Verbose");

        var note = Assert.Single(Engine.Streams.Verbose, record => record.Message.StartsWith("Connected", StringComparison.Ordinal));
        Assert.Contains(_server.Host, note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Send-SoarEmail a@example.org s b -Asset $asset")]
    [InlineData("& { $WhatIfPreference = 'yes'; Send-SoarEmail a@example.org s b -Asset $asset }")]
    [InlineData("function Send { [CmdletBinding(SupportsShouldProcess)] param() Send-SoarEmail a@example.org s b -Asset $asset }; Send -WhatIf")]
    [InlineData("$PSDefaultParameterValues = @{ 'Send-SoarEmail:WhatIf' = $true }; Send-SoarEmail a@example.org s b -Asset $asset")]
    public void WhatIf_InAnyWay_IsShownAndSendsNothing(string script)
    {
        Assert.Empty(Engine.Run(script));

        Assert.Contains("What if: Performing the operation \"Send mail\"", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Empty(_server.Connections);
    }

    // By the switch alone: PowerShell itself says nothing of it where only the preference is set.
    [Fact]
    public void Verbose_Sending_SaysWhatToWhom()
    {
        Engine.Run("Send-SoarEmail a@example.org s b -Asset $asset -Verbose");

        Assert.Contains(Engine.Streams.Verbose, record => record.Message.Contains("Performing the operation \"Send mail\" on target \"'s' from", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -Confirm")]
    [InlineData("$ConfirmPreference = 'Medium'; Send-SoarEmail a@example.org s b -Asset $asset")]
    [InlineData("$ConfirmPreference = 'Low'; [pscustomobject]@{ To = 'a@example.org'; Body = 'b' } | Send-SoarEmail -Asset $asset")]
    public void Confirm_InAnyWay_Asks(string script)
    {
        Engine.Try(script);

        Assert.Contains("Nobody is there to answer", $"{Engine.Failure}{Engine.Streams.Error.FirstOrDefault()}", StringComparison.Ordinal);
        Assert.Empty(_server.Messages);
    }

    [Theory]
    [InlineData("$ConfirmPreference = 'None'; Send-SoarEmail a@example.org s b -Asset $asset")]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -Confirm:$false")]
    public void Confirm_SwitchedOff_SendsUnasked(string script)
    {
        Engine.Run(script);

        Assert.Single(_server.Messages);
    }
}
