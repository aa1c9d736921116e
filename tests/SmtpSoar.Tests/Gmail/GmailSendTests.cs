using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using MimeKit;
using SmtpSoar.Core;
using SmtpSoar.Core.Gmail;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Gmail;

/// <summary>Mails that go by Gmail's API, with the token of a service account.</summary>
public sealed class GmailSendTests : IDisposable
{
    private readonly GmailMailer _mailer = new();

    public void Dispose() => _mailer.Dispose();

    [Fact]
    public async Task Mail_Small_IsUploadedItselfWithItsBlindRecipients()
    {
        var result = (await SendAsync(new EmailRequest { To = ["to@example.org"], Bcc = ["blind@example.org"], Subject = "hello", Body = "one" })).Result;

        using var message = Message(0);
        Assert.Equal(("hello", "blind@example.org"), (message.Subject, message.Bcc.Mailboxes.Single().Address));
        Assert.Equal("200 sent by Gmail (message id g1)", result.ServerResponse);
        Assert.Equal(["POST /upload/gmail/v1/users/me/messages/send", "PUT /upload/gmail/v1/users/me/messages/send"], _mailer.Server.Asked);
    }

    [Fact]
    public async Task Token_OfAServiceAccount_IsHadByAnAssertionThatItsKeySigned()
    {
        await SendAsync();

        var form = HttpUtility.ParseQueryString(Assert.Single(_mailer.Authority.Requests).Body);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        Assert.Null(form["client_id"]);
        var parts = form["assertion"]!.Split('.');
        Assert.True(_mailer.Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var claims = JsonDocument.Parse(Bytes(parts[1]));
        Assert.Equal("robot@project.iam.gserviceaccount.com", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("from@example.org", claims.RootElement.GetProperty("sub").GetString());
        Assert.Equal("https://www.googleapis.com/auth/gmail.send", claims.RootElement.GetProperty("scope").GetString());
        Assert.Equal(_mailer.Authority.Url.OriginalString, claims.RootElement.GetProperty("aud").GetString());
        Assert.InRange(claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64(), 1, 3600);
    }

    [Fact]
    public async Task Mail_Large_GoesRangeByRangeByteForByte()
    {
        var file = _mailer.Files.Write("large.bin", RandomNumberGenerator.GetBytes(9 * 1024 * 1024));

        await SendAsync(Large(file));

        using var message = Message(0);
        using var content = new MemoryStream();
        ((MimePart)message.Attachments.Single()).Content!.DecodeTo(content);
        Assert.Equal(await File.ReadAllBytesAsync(file), content.ToArray());
    }

    [Fact]
    public async Task Mail_OverTheLimit_IsRefusedBeforeAnythingIsAsked()
    {
        var file = _mailer.Files.Write("large.bin", new byte[28 * 1024 * 1024]);

        Assert.Equal("MessageTooLarge", (await SendAsync(Large(file))).Error?.ErrorId);
        Assert.Empty(_mailer.Server.Asked);
    }

    [Fact]
    public async Task Upload_ResetInARange_GoesOnWhereItWas()
    {
        var left = 1;
        _mailer.Server.Http.ResetAfter = line => line.StartsWith("PUT", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? 5000 : null;

        Assert.Null((await SendAsync(Large(_mailer.Files.Write("large.bin", new byte[6 * 1024 * 1024])))).Error);
        Assert.Single(_mailer.Server.Sent);
    }

    [Fact]
    public async Task Answer_Lost_IsToldByTheSession()
    {
        var left = 1;
        _mailer.Server.Afterwards = request => request.Method == "PUT" && left-- > 0 ? HttpTestReply.Reset : null;

        Assert.Null((await SendAsync()).Error);
        Assert.Single(_mailer.Server.Sent);
    }

    [Fact]
    public async Task Answer_LostForGood_IsAnUnknownOutcome()
    {
        _mailer.Server.Afterwards = request => request.Method == "PUT" ? HttpTestReply.Reset : null;

        Assert.Equal("OutcomeUnknown", (await SendAsync()).Error?.ErrorId);
        Assert.Single(_mailer.Server.Sent);
    }

    [Theory]
    [InlineData(403, "rateLimitExceeded", "ApiThrottled")]
    [InlineData(403, "userRateLimitExceeded", "ApiThrottled")]
    [InlineData(403, "dailyLimitExceeded", "ApiThrottled")]
    [InlineData(429, "rateLimitExceeded", "ApiThrottled")]
    [InlineData(403, "insufficientPermissions", "ApiDenied")]
    [InlineData(403, "accessNotConfigured", "ApiDenied")]
    [InlineData(403, "domainPolicy", "ApiDenied")]
    [InlineData(400, "failedPrecondition", "ApiMailboxUnusable")]
    [InlineData(400, "invalidArgument", "ApiRecipientsRefused")]
    [InlineData(401, "authError", "TokenRejected")]
    [InlineData(413, "uploadTooLarge", "ApiMessageTooLarge")]
    [InlineData(500, "backendError", "ApiUnavailable")]
    public async Task Refusal_HasItsErrorAndItsAdvice(int status, string reason, string errorId)
    {
        _mailer.Server.Instead = _ => GmailServer.Error(status, reason);

        var error = (await SendAsync()).Error!;

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains($"HTTP {status}, {reason}: Said so", error.Sentence, StringComparison.Ordinal);
        Assert.Equal(GmailAdvice.For(reason) ?? error.Advice, error.Advice);
    }

    [Fact]
    public async Task Html_InPlaceOfJson_IsNoAnswerOfTheApi()
    {
        _mailer.Server.Instead = _ => HttpTestReply.Html(403);

        Assert.Equal("ApiAnswerInvalid", (await SendAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task Token_Rejected_IsReplacedOnce()
    {
        _mailer.Server.Tokens.Add("t0ken-number-2");

        Assert.Null((await SendAsync()).Error);
    }

    [Theory]
    [InlineData("{}", "ServiceAccountKeyInvalid")]
    [InlineData("no JSON", "ServiceAccountKeyInvalid")]
    [InlineData(null, "ServiceAccountKeyNotFound")]
    [InlineData("", "ServiceAccountKeyUnreadable")]
    public async Task KeyFile_ThatIsNone_IsAnErrorThatQuotesNothingOfIt(string? content, string errorId)
    {
        File.Delete(_mailer.Asset.ServiceAccountKey!);
        if (content?.Length == 0)
            Directory.CreateDirectory(_mailer.Asset.ServiceAccountKey!);
        else if (content is not null)
            _mailer.WriteKey(content);

        Assert.Equal(errorId, (await SendAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task KeyFile_ThatOthersCanRead_IsNotUsed()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_mailer.Asset.ServiceAccountKey!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Equal("ServiceAccountKeyExposed", (await SendAsync()).Error?.ErrorId);
        Assert.Empty(_mailer.Authority.Requests);
    }

    [Fact]
    public async Task ServiceAccount_ServesSmtpToo()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script() });
        _mailer.Asset.Transport = MailTransport.Smtp;
        (_mailer.Asset.Server, _mailer.Asset.Port) = (server.Host, server.Port);

        var error = (await SendAsync()).Error;

        // The server offers no login, which comes after the token.
        Assert.Equal("AuthenticationNotOffered", error?.ErrorId);
        Assert.Single(_mailer.Authority.Requests);
    }

    [Fact]
    public async Task Test_Asset_HasItsSteps()
    {
        var outcome = await _mailer.Mailer.TestAsync();

        Assert.Equal(["Token", "Limits", "TestMail"], ((SoarConnectivityResult)outcome.Result).Steps.Select(step => step.Name));
        Assert.Single(_mailer.Server.Sent);
    }

    private static EmailRequest Large(string file) =>
        new() { To = ["to@example.org"], Subject = "hello", Body = "one", Attachments = [new AttachmentReference { Path = file }] };

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    private Task<MailOutcome> SendAsync(MailRequest? request = null) => _mailer.SendAsync(request);

    private MimeMessage Message(int index)
    {
        using var stream = new MemoryStream(_mailer.Server.Sent[index]);
        return MimeMessage.Load(stream);
    }
}
