using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Completion;

/// <summary>What the tab key offers.</summary>
public sealed class CompletionTests : EngineTest
{
    [Theory]
    [InlineData("New-SmtpAsset -SslMethod ", "None,Ssl,StartTls")]
    [InlineData("New-SmtpAsset -AuthType ", "Automatic,Basic,OAuth,Passwordless")]
    [InlineData("New-SmtpAsset -AuthType O", "OAuth")]
    [InlineData("New-SmtpAsset -CertificateRevocation ", "BestEffort,Off,Require")]
    [InlineData("Send-SoarEmail -Priority ", "High,Low,Normal")]
    [InlineData("Send-SoarHtmlEmail -Priority ", "High,Low,Normal")]
    public void Value_OfAChoice_OffersAllChoices(string input, string expected) => Assert.Equal(expected, Complete(input));

    [Fact]
    public void Value_OfDeliveryNotification_OffersItsFlags()
    {
        var offered = Complete("Send-SoarEmail -DeliveryNotification ").Split(',');
        Assert.Superset(new[] { "Delay", "Failure", "Never", "Success" }.ToHashSet(), offered.ToHashSet());
    }

    [Theory]
    [InlineData("Send-SoarEmail -", "-To,-Subject,-Body,-Cc,-Bcc,-From,-ReplyTo,-Headers,-Attachments,-AllowMissingAttachment,-VaultPath,-Priority,-ReadReceiptTo,-DeliveryNotification,-Asset,-ProtocolLog,-AllowAuthenticationFallback,-WhatIf,-Confirm")]
    [InlineData("Send-SoarHtmlEmail -", "-HtmlBody,-TextBody,-AttachmentJson,-Attachment1,-Attachment5,-ContentId1,-ContentId5,-Sanitize")]
    [InlineData("Send-SoarRawEmail -", "-RawEmail,-Path,-LiteralPath,-EnvelopeFrom,-EnvelopeTo")]
    [InlineData("Test-SmtpAsset -", "-Asset,-SkipTestMail,-Quiet")]
    public void Name_OfAParameter_IsOffered(string input, string expected) =>
        Assert.Superset(expected.Split(',').ToHashSet(), Complete(input).Split(',').ToHashSet());

    [Fact]
    public void Name_OfACommand_IsOffered() =>
        Assert.Equal("Send-SoarEmail,Send-SoarHtmlEmail,Send-SoarOutbox,Send-SoarRawEmail", Complete("Send-Soar"));

    private string Complete(string input)
    {
        // As a console's own completion function does.
        var completion = (CommandCompletion)Engine.RunSingle("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", input)).BaseObject;
        return string.Join(',', completion.CompletionMatches.Select(match => match.CompletionText).Order(System.StringComparer.Ordinal));
    }
}
