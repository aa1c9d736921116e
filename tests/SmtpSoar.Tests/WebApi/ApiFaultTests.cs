using System;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.WebApi;

/// <summary>Each thing that can come in place of an answer, at each API: the error, and how often the mail went out.</summary>
public sealed class ApiFaultTests
{
    private const string Graph = ApiUnderTest.GraphName;
    private const string Gmail = ApiUnderTest.GmailName;

    /// <summary>The request with the mail is not served. Graph knows nothing of it then, Gmail's session tells.</summary>
    [Theory]
    [InlineData(Graph, "503", "ApiThrottled")]
    [InlineData(Graph, "503 page", "OutcomeUnknown")]
    [InlineData(Graph, "504 page", "OutcomeUnknown")]
    [InlineData(Graph, "200 page", "OutcomeUnknown")]
    [InlineData(Graph, "403 page", "ApiAnswerInvalid")]
    [InlineData(Graph, "reset", "OutcomeUnknown")]
    [InlineData(Graph, "silence", "OutcomeUnknown")]
    [InlineData(Graph, "garbage", "OutcomeUnknown")]
    [InlineData(Gmail, "503", "ApiThrottled")]
    [InlineData(Gmail, "503 page", "ApiUnavailable")]
    [InlineData(Gmail, "504 page", "ApiUnavailable")]
    [InlineData(Gmail, "200 page", "ApiUnavailable")]
    [InlineData(Gmail, "403 page", "ApiAnswerInvalid")]
    [InlineData(Gmail, "reset", "ApiUnavailable")]
    [InlineData(Gmail, "silence", "ApiUnavailable")]
    [InlineData(Gmail, "garbage", "ApiUnavailable")]
    public async Task Mail_NotServed_HasItsError(string name, string fault, string errorId)
    {
        using var api = new ApiUnderTest(name, asset => asset.TimeoutSec = fault == "silence" ? 1 : 20);
        using var reply = new Fault(fault);
        api.Instead = request => ApiUnderTest.Sends(request) ? reply.Answer(name) : null;

        var outcome = await api.SendAsync();

        Assert.Equal(errorId, outcome.Error?.ErrorId);
        Assert.Equal(errorId == "OutcomeUnknown", outcome.Result.Recipients[0].OutcomeUnknown);
        Assert.Equal(0, api.Sent);
        Assert.DoesNotContain("guest network", outcome.Error!.Message, StringComparison.Ordinal);
    }

    /// <summary>The mail was sent, and its answer is another one: it never goes again, whatever the asset's retries are.</summary>
    [Theory]
    [InlineData(Graph, "503 page")]
    [InlineData(Graph, "504 page")]
    [InlineData(Graph, "200 page")]
    [InlineData(Graph, "reset")]
    [InlineData(Graph, "silence")]
    [InlineData(Graph, "garbage")]
    [InlineData(Gmail, "503 page")]
    [InlineData(Gmail, "504 page")]
    [InlineData(Gmail, "200 page")]
    [InlineData(Gmail, "reset")]
    [InlineData(Gmail, "silence")]
    [InlineData(Gmail, "garbage")]
    public async Task Mail_Served_GoesOnce(string name, string fault)
    {
        using var api = new ApiUnderTest(name, asset => (asset.TimeoutSec, asset.RetryCount) = (fault == "silence" ? 1 : 20, 3));
        using var reply = new Fault(fault);
        api.Afterwards = request => ApiUnderTest.Sends(request) ? reply.Answer(name) : null;

        var outcome = await api.SendAsync();

        Assert.Equal(name == Graph ? "OutcomeUnknown" : null, outcome.Error?.ErrorId);
        Assert.Equal(1, api.Sent);
    }

    /// <summary>Gmail's session says nothing either.</summary>
    [Theory]
    [InlineData("503 page")]
    [InlineData("504 page")]
    [InlineData("200 page")]
    [InlineData("403 page")]
    [InlineData("reset")]
    [InlineData("garbage")]
    public async Task Mail_OfWhichTheSessionTellsNothing_IsAnUnknownOutcome(string fault)
    {
        using var api = new ApiUnderTest(Gmail, asset => asset.RetryCount = 3);
        using var reply = new Fault(fault);
        api.Afterwards = request => ApiUnderTest.Sends(request) ? HttpTestReply.Reset : ApiUnderTest.Asks(request) ? reply.Answer(Gmail) : null;

        Assert.Equal("OutcomeUnknown", (await api.SendAsync()).Error?.ErrorId);
        Assert.Equal(1, api.Sent);
    }

    /// <summary>The request before the mail: nothing has gone out, so nothing is unknown.</summary>
    [Theory]
    [InlineData("503", "ApiThrottled")]
    [InlineData("503 page", "ApiThrottled")]
    [InlineData("504 page", "ApiUnavailable")]
    [InlineData("200 page", "ApiAnswerInvalid")]
    [InlineData("403 page", "ApiAnswerInvalid")]
    [InlineData("reset", "ConnectionLost")]
    [InlineData("silence", "ServerTimeout")]
    [InlineData("garbage", "ConnectionLost")]
    [InlineData("elsewhere", "ApiAnswerInvalid")]
    public async Task Session_ThatIsNone_HasItsError(string fault, string errorId)
    {
        using var api = new ApiUnderTest(Gmail, asset => asset.TimeoutSec = fault == "silence" ? 1 : 20);
        using var reply = new Fault(fault);
        api.Instead = request => request.Method == "POST" ? reply.Answer(Gmail) : null;

        Assert.Equal(errorId, (await api.SendAsync()).Error?.ErrorId);
        Assert.Equal(0, api.Sent);
    }

    /// <summary>An answer whose length is not the one that it states counts by its status; Gmail's by its id, which is there or not.</summary>
    [Theory]
    [InlineData(Graph, 5000, null)]
    [InlineData(Graph, 1, null)]
    [InlineData(Gmail, 5000, null)]
    [InlineData(Gmail, 3, null)]
    public async Task Answer_WithALyingLength_IsNoSecondMail(string name, int length, string? errorId)
    {
        using var api = new ApiUnderTest(name, asset => (asset.TimeoutSec, asset.RetryCount) = (1, 2));
        api.Change = (request, reply) => ApiUnderTest.Sends(request)
            ? new HttpTestReply { Status = reply.Status, Type = "application/json", Body = reply.Body.Length > 0 ? reply.Body : [.. "{}"u8], StatedLength = length }
            : reply;

        Assert.Equal(errorId, (await api.SendAsync()).Error?.ErrorId);
        Assert.Equal(1, api.Sent);
    }

    private sealed class Fault(string name) : IDisposable
    {
        private readonly TaskCompletionSource _never = new();

        public HttpTestReply Answer(string api) => name.Split(' ') switch
        {
            ["reset"] => HttpTestReply.Reset,
            ["silence"] => new HttpTestReply { After = _never.Task },
            ["garbage"] => HttpTestReply.Garbage,
            ["elsewhere"] => HttpTestReply.Empty(200).With("Location", "http://mail.example.org/upload"),
            [var status, "page"] => HttpTestReply.Html(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)),
            [var status] when api == Graph => Tests.Graph.GraphServer.Error(Number(status), "ErrorServerBusy"),
            [var status] => Tests.Gmail.GmailServer.Error(Number(status), "backendError"),
            _ => throw new ArgumentException(name),
        };

        public void Dispose() => _never.TrySetResult();

        private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
