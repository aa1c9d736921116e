using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Replies that users meet, and what they are told to do.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("Auth", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled", "Set-CASMailbox")]
    [InlineData("Auth", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "allows it for the tenant")]
    [InlineData("Auth", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "Use OAuth 2.0")]
    [InlineData("Auth", "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.", "Conditional Access")]
    [InlineData("Auth", "535 5.7.3 Authentication unsuccessful [AM0PR0202CA0001.eurprd02.prod.outlook.com]", "SMTP.SendAsApp")]
    [InlineData("Auth", "535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials", "user name or the password is wrong")]
    [InlineData("Auth", "534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor", "app password")]
    [InlineData("Auth", "534-5.7.14 <https://accounts.google.com/signin/continue> Please log in via your web\n534 5.7.14 browser and then try again.", "browser")]
    [InlineData("Auth", "534 5.7.1 something new", "app password or OAuth 2.0")]
    [InlineData("Auth", "550 5.7.30 Basic authentication is not supported for Client Submission.", "Use OAuth 2.0")]
    [InlineData("Auth", "454 4.7.0 Too many login attempts, please try again later.", "too many of them")]
    [InlineData("Auth", "454 4.3.0 Temporary authentication failure", "Try again")]
    [InlineData("Auth", "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "more slowly")]
    [InlineData("Auth", "538 5.7.11 Encryption required for requested authentication mechanism", "set SslMethod to StartTls")]
    [InlineData("Mail", "530 5.7.57 Client not authenticated to send mail.", "login before it takes mail")]
    [InlineData("Mail", "530 5.7.0 Must issue a STARTTLS command first", "check SslMethod")]
    [InlineData("Mail", "432 4.3.2 Concurrent connections limit exceeded", "3 connections")]
    [InlineData("Mail", "421 4.7.0 Try again later, closing connection.", "more slowly")]
    [InlineData("Mail", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "Send As")]
    [InlineData("Mail", "552 5.3.4 Message size exceeds fixed maximum message size", "attach less")]
    [InlineData("Rcpt", "452 4.5.3 Your message has too many recipients.", "fewer recipients")]
    [InlineData("Rcpt", "450 4.2.1 The user you are trying to contact is receiving mail too quickly", "no more mail right now")]
    [InlineData("Rcpt", "552 5.2.2 Mailbox full", "make room")]
    [InlineData("Rcpt", "554 5.7.1 <to@example.org>: Relay access denied", "give the asset Username")]
    [InlineData("Rcpt", "454 4.7.1 <to@example.org>: Relay access denied", "give the asset Username")]
    [InlineData("Rcpt", "553 5.7.1 <from@example.org>: Sender address rejected: not owned by user alice", "login's own address")]
    [InlineData("EndOfData", "554 5.2.252 SendAsDenied; alice@contoso.com not allowed to send as bob@contoso.com", "Send As")]
    [InlineData("EndOfData", "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied;", "Send As")]
    [InlineData("EndOfData", "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException;", "recipients for the day")]
    [InlineData("EndOfData", "430 4.2.0 STOREDRV; mailbox logon failure; mailbox logon failure", "Add-MailboxPermission")]
    [InlineData("EndOfData", "451 4.3.0 something else for now", "Try again")]
    public async Task Reply_ThatUsersMeet_ComesWithAdvice(string step, string reply, string words)
    {
        var error = await Faults.FailAsync(step, Reply.Of(reply));

        Assert.Contains(words, error.Advice);
        Assert.EndsWith(" in Get-Help about_SmtpSoar_Replies.", error.Advice);
        Assert.EndsWith(error.Advice, error.Message);
        Assert.Equal(int.Parse(reply[..3], System.Globalization.CultureInfo.InvariantCulture), error.Reply!.Code);
        Assert.Contains(error.Reply.ToString(), error.Message);
    }
}
