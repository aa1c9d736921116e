using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Mails that go by Microsoft Graph in one request.</summary>
public sealed class GraphSendTests
{
    [Fact]
    public async Task Mail_Small_GoesInOneRequest()
    {
        using var mailer = new GraphMailer();

        var result = await mailer.SucceedAsync();

        Assert.Equal(["POST /v1.0/users/from@example.org/sendMail"], mailer.Server.Asked);
        var sent = Assert.Single(mailer.Server.Sent);
        Assert.Equal(("hello", "one\r\n.two\r\n"), (sent.Message.Subject, sent.Message.TextBody!.ReplaceLineEndings("\r\n")));
        Assert.Equal(["to@example.org"], sent.Recipients);
        Assert.Equal("202 accepted by Exchange Online, which delivers it now (request-id req-1)", result.ServerResponse);
        Assert.Equal(("127.0.0.1", "OAuth (Bearer)", 1), (result.Server, result.Authentication, result.Attempts));
        Assert.True(Assert.Single(result.Recipients).Accepted);
    }

    [Fact]
    public async Task Mail_BlindRecipients_StandInTheFieldThatExchangeTakesOut()
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(new EmailRequest { To = ["to@example.org"], Bcc = ["one@example.org", "two@example.org"], Body = "b" });

        Assert.Equal(["to@example.org", "one@example.org", "two@example.org"], mailer.Server.Sent[0].Recipients);
        Assert.Equal(2, mailer.Server.Sent[0].Message.Bcc.Count);
    }

    [Fact]
    public async Task Mail_OnlyBlindRecipients_Goes()
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(new EmailRequest { Bcc = ["one@example.org"], Body = "b" });

        Assert.Equal(["one@example.org"], mailer.Server.Sent[0].Recipients);
    }

    [Fact]
    public async Task RawMail_UndisclosedRecipients_LosesTheGroupThatExchangeCantRead()
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(new RawEmailRequest { Text = "From: from@example.org\r\nTo: undisclosed-recipients:;\r\nBcc: "
            + "one@example.org\r\nX-Kept:  as it   is\r\n\r\nbody\r\n" });

        var sent = mailer.Server.Sent[0];
        Assert.Equal(["one@example.org"], sent.Recipients);
        Assert.Equal("Bcc: one@example.org\r\nFrom: from@example.org\r\nX-Kept:  as it   is\r\n\r\nbody\r\n", System.Text.Encoding.ASCII.GetString(sent.Mime));
    }

    [Theory]
    [InlineData("From: from@example.org\r\nTo: to@example.org\r\n\r\nbytes \u00E9 as they are\r\n")]
    [InlineData("DKIM-Signature: v=1; b=abc\r\nFrom: \"A\" <from@example.org>\r\nTo: to@example.org\r\n\tand <two@example.org>\r\n\r\n.\r\n")]
    public async Task RawMail_WithoutBlindRecipients_GoesByteForByte(string text)
    {
        using var mailer = new GraphMailer();
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, System.Text.Encoding.Latin1.GetBytes(text.Replace("and <", ", <", StringComparison.Ordinal)));

        await mailer.SucceedAsync(new RawEmailRequest { Path = path });

        Assert.Equal(await File.ReadAllBytesAsync(path), mailer.Server.Sent[0].Mime);
        File.Delete(path);
    }

    public static TheoryData<string, MailRequest, string> ThingsOfAnEnvelope => new()
    {
        { "EnvelopeNotOffered", new RawEmailRequest { Text = "From: from@example.org\r\nTo: to@example.org\r\n\r\nb\r\n", EnvelopeTo = ["other@example.org"] }, "-EnvelopeTo" },
        { "EnvelopeNotOffered", new RawEmailRequest { Text = "From: from@example.org\r\nTo: to@example.org\r\n\r\nb\r\n", EnvelopeFrom = "other@example.org" }, "other@example.org" },
        { "EnvelopeNotOffered", new EmailRequest { To = ["to@example.org"], Body = "b", Headers = [new HeaderField("To", "shown@example.org")] }, "shown@example.org" },
        { "EnvelopeNotOffered", new EmailRequest { To = ["to@example.org"], Cc = ["cc@example.org"], Body = "b", Headers = [new HeaderField("Cc", "to@example.org")] }, "cc@example.org" },
        { "NotificationNotOffered", new EmailRequest { To = ["to@example.org"], Body = "b", DeliveryNotification = DeliveryNotification.Success }, "Microsoft Graph" },
        { "SmtpUtf8NotOffered", new EmailRequest { To = ["j\u00FCrgen@example.org"], Body = "b" }, "Microsoft Graph" },
    };

    [Theory]
    [MemberData(nameof(ThingsOfAnEnvelope))]
    public async Task Mail_ThatNeedsAnEnvelope_IsRefusedBeforeAnythingIsAsked(string errorId, MailRequest request, string words)
    {
        using var mailer = new GraphMailer();

        var error = await mailer.FailAsync(request);

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(mailer.Server.Asked);
        Assert.Empty(mailer.Authority.Requests);
    }

    [Fact]
    public async Task Token_Rejected_IsReplacedOnce()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Tokens.Add("t0ken-number-2");

        await mailer.SucceedAsync();

        Assert.Equal(2, mailer.Server.Asked.Count());
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Token_RejectedTwice_IsAnError()
    {
        using var mailer = new GraphMailer(asset => asset.RetryCount = 3);
        mailer.Server.Tokens.Add("none of them");

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains("InvalidAuthenticationToken in Get-Help about_SmtpSoar_Replies", error.Advice, StringComparison.Ordinal);
        Assert.Equal(2, mailer.Server.Asked.Count());
    }

    [Fact]
    public async Task Mail_ToAServerThatIsNotThere_IsNoUnknownOutcome()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Dispose();

        Assert.Equal("ConnectionRefused", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Person_ThatSendsAsAnotherMailbox_AsksByTheirOwn()
    {
        using var mailer = new GraphMailer(asset => (asset.OAuthFlow, asset.Username, asset.AuthUrl) = (OAuthFlow.AuthorizationCode, "person@example.org", asset.TokenUrl));

        var error = await mailer.FailAsync();

        Assert.Equal("OAuthLoginNeeded", error.ErrorId);
        Assert.Empty(mailer.Server.Asked);
    }

    [Fact]
    public async Task Test_Asset_HasAStepForEachThingThatCanBeWrong()
    {
        using var mailer = new GraphMailer();

        var outcome = await mailer.Mailer.TestAsync();

        var steps = Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps;
        Assert.Equal(["Token", "Mailbox", "Limits", "TestMail"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(StepOutcome.Success, step.Outcome));
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Test_MailboxThatIsNone_FailsAtItsStep()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(404, "ErrorInvalidUser") : null;

        var outcome = await mailer.Mailer.TestAsync();

        Assert.Equal("ApiMailboxUnusable", outcome.Error?.ErrorId);
        Assert.Equal(StepOutcome.Failed, ((SoarConnectivityResult)outcome.Result).Steps[1].Outcome);
        Assert.Empty(mailer.Server.Sent);
    }

    [Fact]
    public async Task Test_ApplicationThatMayOnlySend_Passes()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(403, "ErrorAccessDenied") : null;

        Assert.Equal("success", (await mailer.Mailer.TestAsync()).Result.Status);
    }
}
