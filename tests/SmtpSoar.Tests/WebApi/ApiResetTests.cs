using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.WebApi;

/// <summary>
/// Connections that are reset after each byte of a request, and of an answer: by default each 17th, and in the answers of a draft each
/// 51st. The variable SMTPSOAR_RESET_STEP sets another step, such as 1.
/// </summary>
public sealed class ApiResetTests : IDisposable
{
    private const int LargeSize = 3_100_000;

    private static readonly int Step = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_RESET_STEP") ?? "17", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ApiUnderTest.GraphName)]
    [InlineData(ApiUnderTest.GmailName)]
    public async Task Request_ResetAtEachByte_SendsNothingUnlessItSaysSo(string name)
    {
        using var api = new ApiUnderTest(name);
        await api.SendAsync();
        var length = api.Http.Requests.Single(ApiUnderTest.Sends).Body.Length;
        for (var count = 0; count < length; count += Step)
        {
            var (before, left, at) = (api.Sent, 1, count);
            api.Http.ResetAfter = line => IsSending(line) && Interlocked.Decrement(ref left) >= 0 ? at : null;

            var error = (await api.SendAsync()).Error?.ErrorId;

            // All bytes may be in the system's buffers by then. Gmail's session tells, and takes the rest.
            if (name == ApiUnderTest.GraphName)
                Assert.Contains(error, new[] { "ConnectionLost", "OutcomeUnknown" });
            else
                Assert.Null(error);
            Assert.Equal(error is null ? before + 1 : before, api.Sent);
        }
    }

    [Theory]
    [InlineData(ApiUnderTest.GraphName)]
    [InlineData(ApiUnderTest.GmailName)]
    public async Task Answer_ResetAtEachByte_IsNeverAReasonToSendAgain(string name)
    {
        using var api = new ApiUnderTest(name, asset => asset.RetryCount = 3);
        var length = 0;
        api.Change = (request, reply) => ApiUnderTest.Sends(request) ? Measured(reply, out length) : reply;
        await api.SendAsync();
        for (var count = 0; count < length; count += Step)
        {
            var (before, left, at) = (api.Sent, 1, count);
            api.Change = (request, reply) => ApiUnderTest.Sends(request) && left-- > 0 ? reply.Cut(at) : reply;

            var error = (await api.SendAsync()).Error?.ErrorId;

            Assert.True(error is null || (error == "OutcomeUnknown" && name == ApiUnderTest.GraphName), $"{error} at {count}");
            Assert.Equal(before + 1, api.Sent);
        }
    }

    [Fact]
    public async Task GmailSession_WhoseAnswerIsResetAtEachByte_SendsNothingOrAll()
    {
        using var api = new ApiUnderTest(ApiUnderTest.GmailName);
        var length = 0;
        api.Change = (request, reply) => request.Method == "POST" ? Measured(reply, out length) : reply;
        await api.SendAsync();
        for (var count = 0; count < length; count += Step)
        {
            var (before, at) = (api.Sent, count);
            api.Change = (request, reply) => request.Method == "POST" ? reply.Cut(at) : reply;

            var error = (await api.SendAsync()).Error?.ErrorId;

            Assert.Contains(error, new[] { null, "ConnectionLost", "ApiAnswerInvalid" });
            Assert.Equal(error is null ? before + 1 : before, api.Sent);
        }
    }

    /// <summary>Each answer of a draft: its making, its upload session, each range, its sending.</summary>
    [Fact]
    public async Task GraphDraft_WhoseAnswersAreReset_GoesOnceOrNotAndLeavesNothing()
    {
        using var api = new ApiUnderTest(ApiUnderTest.GraphName);
        var large = Large();
        var lengths = new System.Collections.Generic.List<int>();
        api.Change = (_, reply) =>
        {
            lengths.Add(Length(reply));
            return reply;
        };
        Assert.Null((await api.SendAsync(large)).Error);
        for (var request = 0; request < lengths.Count; request++)
            for (var count = 0; count < lengths[request]; count += Step == 1 ? 1 : 3 * Step)
                await AssertOnceOrNotAsync(api, large, request, count);
    }

    private static async Task AssertOnceOrNotAsync(ApiUnderTest api, EmailRequest mail, int number, int count)
    {
        var (before, index) = (api.Sent, 0);
        api.Change = (_, reply) => index++ == number ? reply.Cut(count) : reply;
        api.Http.Requests.Clear();

        var error = (await api.SendAsync(mail)).Error?.ErrorId;

        Assert.True(error is null or "ConnectionLost" or "ApiAnswerInvalid", $"{error}: answer {number} after {count} bytes");
        Assert.Equal(error is null ? before + 1 : before, api.Sent);
        Assert.Empty(api.Drafts);
        Assert.Empty(api.Mailer.Feedback.Warnings);
    }

    private EmailRequest Large()
    {
        var mail = Mailer.Request();
        mail.Attachments = [new AttachmentReference { Path = _folder.Write("large.bin", new byte[LargeSize]) }];
        return mail;
    }

    private static bool IsSending(string line) => line.Contains("/sendMail", StringComparison.Ordinal) || line.StartsWith("PUT", StringComparison.Ordinal);

    private static HttpTestReply Measured(HttpTestReply reply, out int length)
    {
        length = Length(reply);
        return reply;
    }

    private static int Length(HttpTestReply reply) => reply.ToBytes().Length;
}
