using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Graph;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Answers of Graph in place of 202, and answers that never come.</summary>
public sealed class GraphFaultTests
{
    [Theory]
    [InlineData(403, "ErrorAccessDenied", "Access is denied.", "ApiDenied", "Mail.Send")]
    [InlineData(403, "ErrorAccessDenied", "Access to OData is disabled: blocked by application access policy.", "ApiDenied", "Test-ApplicationAccessPolicy")]
    [InlineData(403, "Authorization_RequestDenied", "Insufficient privileges.", "ApiDenied", "consent")]
    [InlineData(403, "ErrorSendAsDenied", "The user account does not have the right to send.", "ApiSenderRefused", "Send As")]
    [InlineData(404, "ErrorInvalidUser", "The requested user is invalid.", "ApiMailboxUnusable", "mailbox in Exchange Online")]
    [InlineData(404, "ResourceNotFound", "Resource could not be discovered.", "ApiMailboxUnusable", "mailbox in Exchange Online")]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", "REST API is not yet supported for this mailbox.", "ApiMailboxUnusable", "hybrid")]
    [InlineData(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.", "ApiRecipientsRefused", "check To, Cc and Bcc")]
    [InlineData(400, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.", "ApiMessageTooLarge", "35 MB")]
    [InlineData(413, "RequestEntityTooLarge", "Too large.", "ApiMessageTooLarge", "larger than Graph takes")]
    [InlineData(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.", "ApiMessageRefused", "proxy")]
    [InlineData(400, "SomethingNew", "Nobody knows.", "ApiMessageRefused", "request by its id")]
    public async Task Refusal_HasItsErrorAndItsAdvice(int status, string code, string message, string errorId, string advice)
    {
        using var mailer = new GraphMailer(asset => asset.RetryCount = 2);
        mailer.Server.Instead = _ => GraphServer.Error(status, code, message).With("request-id", "for-support");

        var error = await mailer.FailAsync();

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains($"HTTP {status}, {code}: {message.TrimEnd('.')}", error.Sentence, StringComparison.Ordinal);
        Assert.Contains("request-id for-support", error.Sentence, StringComparison.Ordinal);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.Single(mailer.Server.Asked);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(200)]
    public async Task Answer_ThatTellsNothingOfAWholeMail_IsAnUnknownOutcome(int status)
    {
        using var mailer = new GraphMailer(asset => asset.RetryCount = 2);
        mailer.Server.Afterwards = _ => HttpTestReply.Html(status);

        var outcome = await mailer.SendAsync();

        Assert.Equal("OutcomeUnknown", outcome.Error?.ErrorId);
        Assert.True(outcome.Result.Recipients[0].OutcomeUnknown);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Answer_Reset_IsAnUnknownOutcome()
    {
        using var mailer = new GraphMailer(asset => asset.RetryCount = 2);
        mailer.Server.Afterwards = _ => HttpTestReply.Reset;

        Assert.Equal("OutcomeUnknown", (await mailer.FailAsync()).ErrorId);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Answer_ThatNeverComes_IsAnUnknownOutcome()
    {
        using var mailer = new GraphMailer(asset => asset.TimeoutSec = 1);
        var never = new TaskCompletionSource();
        mailer.Server.Afterwards = _ => new HttpTestReply { After = never.Task };

        var error = await mailer.FailAsync();

        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Contains("said nothing for 1 s", error.Sentence, StringComparison.Ordinal);
        never.SetResult();
    }

    [Theory]
    [InlineData(202, true)]
    [InlineData(400, false)]
    public async Task Answer_WithALyingLength_CountsByItsStatus(int status, bool isSent)
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = _ => new HttpTestReply { Status = status, StatedLength = 5000, Body = [(byte)'{'] };
        mailer.Mailer.Asset.TimeoutSec = 1;

        Assert.Equal(isSent ? null : "ApiAnswerInvalid", (await mailer.SendAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task Mail_ResetAtEachByteBeforeTheLast_IsSentAgainAndOnce()
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryDelaySec) = (1, 1));
        mailer.Mailer.Options.Retry = new(mailer.Mailer.Feedback) { Random = () => -0.5 };
        await mailer.SucceedAsync();
        var length = mailer.Server.Http.Requests.First().Body.Length;
        foreach (var count in new[] { 0, 1, length / 2, length - 2 })
        {
            var (sent, left) = (mailer.Server.Sent.Count, 1);
            mailer.Server.Http.ResetAfter = _ => Interlocked.Decrement(ref left) >= 0 ? count : null;

            var outcome = await mailer.SendAsync();

            // All bytes may be in the system's buffers by then: then nobody knows.
            Assert.Equal(outcome.Error is null ? sent + 1 : sent, mailer.Server.Sent.Count);
            Assert.True(outcome.Error is null || outcome.Error.ErrorId == "OutcomeUnknown");
        }
    }

    [Theory]
    [InlineData(429, "ApplicationThrottled")]
    [InlineData(503, "ErrorServerBusy")]
    public async Task RetryAfter_IsWaitedFor(int status, string code)
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryDelaySec, asset.RetryMaxDelaySec) = (2, 1, 1));
        var left = 1;
        mailer.Server.Instead = _ => left-- > 0 ? GraphServer.Error(status, code).With("Retry-After", "3") : null;

        var result = await mailer.SucceedAsync();

        Assert.Equal(2, result.Attempts);
        Assert.Contains(mailer.Mailer.Feedback.Details, detail => detail.Contains("tried again in 3 s", StringComparison.Ordinal));
        Assert.True(result.Duration >= TimeSpan.FromSeconds(3), $"{result.Duration}");
    }

    [Fact]
    public async Task RetryAfter_LongerThanAllTries_IsNotWaitedFor()
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryTimeoutSec) = (5, 60));
        mailer.Server.Instead = _ => GraphServer.Error(429, "ApplicationThrottled").With("Retry-After", "3600");

        var error = await mailer.FailAsync();

        Assert.Equal(("ApiThrottled", TimeSpan.FromHours(1)), (error.ErrorId, error.RetryAfter));
        Assert.Single(mailer.Server.Asked);
    }

    [Fact]
    public async Task Unavailable_500_IsTriedAgain()
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryDelaySec) = (1, 1));
        var left = 1;
        mailer.Server.Instead = _ => left-- > 0 ? GraphServer.Error(500, "ErrorInternalServerError") : null;

        Assert.Equal(2, (await mailer.SucceedAsync()).Attempts);
    }

    [Fact]
    public async Task Html_InPlaceOfJson_IsNoAnswerOfTheApi()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = _ => HttpTestReply.Html(403);

        var error = await mailer.FailAsync();

        Assert.Equal("ApiAnswerInvalid", error.ErrorId);
        Assert.Contains("text/html in place of JSON", error.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("guest network", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = _ => HttpTestReply.Empty(307).With("Location", "http://127.0.0.1:1/else");

        Assert.Contains("a redirect, which is not followed", (await mailer.FailAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unavailable_WithoutEnd_IsAnErrorOfItsOwn()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = _ => GraphServer.Error(500, "ErrorInternalServerError");

        Assert.Equal("ApiUnavailable", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public void Sections_AreAllReached() => Assert.All(GraphAdvice.Sections, section => Assert.EndsWith(
        $"See {section} in Get-Help about_SmtpSoar_Replies.", GraphAdvice.For(section, null) ?? GraphAdvice.For(section, "application access policy"), StringComparison.Ordinal));
}
