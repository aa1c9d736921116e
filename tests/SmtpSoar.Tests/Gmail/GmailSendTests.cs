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
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OAuth;
using Xunit;

namespace SmtpSoar.Tests.Gmail;

/// <summary>Mails that go by Gmail's API, with the token of a service account.</summary>
public sealed class GmailSendTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GmailServer _server = new();
    private readonly ScriptedAuthority _authority = ScriptedAuthority.Giving();
    private readonly RSA _key = RSA.Create(2048);
    private readonly OAuthMailer _login;
    private readonly Mailer _mailer;

    public GmailSendTests()
    {
        _login = new OAuthMailer(new SmtpAsset
        {
            Transport = MailTransport.GmailApi,
            Server = "127.0.0.1",
            Port = _server.Http.Port,
            SslMethod = SslMethod.None,
            OAuthFlow = OAuthFlow.ServiceAccount,
            ServiceAccountKey = KeyFile(),
            TokenUrl = _authority.Url.OriginalString,
            Scopes = ["https://www.googleapis.com/auth/gmail.send"],
            Username = "from@example.org",
            TimeoutSec = 20,
            RetryCount = 0,
        });
        _mailer = _login.NewMailer();
    }

    public void Dispose()
    {
        _mailer.Dispose();
        _login.Dispose();
        _server.Dispose();
        _authority.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Mail_Small_IsUploadedItselfWithItsBlindRecipients()
    {
        var result = (await SendAsync(new EmailRequest { To = ["to@example.org"], Bcc = ["blind@example.org"], Subject = "hello", Body = "one" })).Result;

        using var message = Message(0);
        Assert.Equal(("hello", "blind@example.org"), (message.Subject, message.Bcc.Mailboxes.Single().Address));
        Assert.Equal("200 sent by Gmail (message id g1)", result.ServerResponse);
        Assert.Equal(["POST /upload/gmail/v1/users/me/messages/send", "PUT /upload/gmail/v1/users/me/messages/send"], _server.Asked);
    }

    [Fact]
    public async Task Token_OfAServiceAccount_IsHadByAnAssertionThatItsKeySigned()
    {
        await SendAsync();

        var form = HttpUtility.ParseQueryString(Assert.Single(_authority.Requests).Body);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        Assert.Null(form["client_id"]);
        var parts = form["assertion"]!.Split('.');
        Assert.True(_key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var claims = JsonDocument.Parse(Bytes(parts[1]));
        Assert.Equal("robot@project.iam.gserviceaccount.com", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("from@example.org", claims.RootElement.GetProperty("sub").GetString());
        Assert.Equal("https://www.googleapis.com/auth/gmail.send", claims.RootElement.GetProperty("scope").GetString());
        Assert.Equal(_authority.Url.OriginalString, claims.RootElement.GetProperty("aud").GetString());
        Assert.InRange(claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64(), 1, 3600);
    }

    [Fact]
    public async Task Mail_Large_GoesRangeByRangeByteForByte()
    {
        var file = _folder.Write("large.bin", RandomNumberGenerator.GetBytes(9 * 1024 * 1024));

        await SendAsync(Large(file));

        using var message = Message(0);
        using var content = new MemoryStream();
        ((MimePart)message.Attachments.Single()).Content!.DecodeTo(content);
        Assert.Equal(await File.ReadAllBytesAsync(file), content.ToArray());
    }

    [Fact]
    public async Task Mail_OverTheLimit_IsRefusedBeforeAnythingIsAsked()
    {
        var file = _folder.Write("large.bin", new byte[28 * 1024 * 1024]);

        Assert.Equal("MessageTooLarge", (await SendAsync(Large(file))).Error?.ErrorId);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task Upload_ResetInARange_GoesOnWhereItWas()
    {
        var left = 1;
        _server.Http.ResetAfter = line => line.StartsWith("PUT", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? 5000 : null;

        Assert.Null((await SendAsync(Large(_folder.Write("large.bin", new byte[6 * 1024 * 1024])))).Error);
        Assert.Single(_server.Sent);
    }

    [Fact]
    public async Task Answer_Lost_IsToldByTheSession()
    {
        var left = 1;
        _server.Afterwards = request => request.Method == "PUT" && left-- > 0 ? HttpTestReply.Reset : null;

        Assert.Null((await SendAsync()).Error);
        Assert.Single(_server.Sent);
    }

    [Fact]
    public async Task Answer_LostForGood_IsAnUnknownOutcome()
    {
        _server.Afterwards = request => request.Method == "PUT" ? HttpTestReply.Reset : null;

        Assert.Equal("OutcomeUnknown", (await SendAsync()).Error?.ErrorId);
        Assert.Single(_server.Sent);
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
        _server.Instead = _ => GmailServer.Error(status, reason);

        var error = (await SendAsync()).Error!;

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains($"HTTP {status}, {reason}: Said so", error.Sentence, StringComparison.Ordinal);
        Assert.Equal(GmailAdvice.For(reason) ?? error.Advice, error.Advice);
    }

    [Fact]
    public async Task Html_InPlaceOfJson_IsNoAnswerOfTheApi()
    {
        _server.Instead = _ => HttpTestReply.Html(403);

        Assert.Equal("ApiAnswerInvalid", (await SendAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task Token_Rejected_IsReplacedOnce()
    {
        _server.Tokens.Add("t0ken-number-2");

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
            WriteKey(content);

        Assert.Equal(errorId, (await SendAsync()).Error?.ErrorId);
    }

    [Fact]
    public async Task KeyFile_ThatOthersCanRead_IsNotUsed()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_mailer.Asset.ServiceAccountKey!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Equal("ServiceAccountKeyExposed", (await SendAsync()).Error?.ErrorId);
        Assert.Empty(_authority.Requests);
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
        Assert.Single(_authority.Requests);
    }

    [Fact]
    public async Task Test_Asset_HasItsSteps()
    {
        var outcome = await _mailer.TestAsync();

        Assert.Equal(["Token", "Limits", "TestMail"], ((SoarConnectivityResult)outcome.Result).Steps.Select(step => step.Name));
        Assert.Single(_server.Sent);
    }

    private static EmailRequest Large(string file) =>
        new() { To = ["to@example.org"], Subject = "hello", Body = "one", Attachments = [new AttachmentReference { Path = file }] };

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    private async Task<MailOutcome> SendAsync(MailRequest? request = null)
    {
        var outcome = await _mailer.SendAsync(request ?? Mailer.Request());
        var texts = _mailer.Feedback.Details.Concat(_mailer.Feedback.Warnings).Append(outcome.Result.ToJson()).Append(outcome.Error?.ToString() ?? "").ToList();
        _login.AssertHides(texts);
        var key = _key.ExportPkcs8PrivateKeyPem().Split('\n')[1];
        Assert.DoesNotContain(texts, text => text.Contains("t0ken-number", StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal));
        return outcome;
    }

    private MimeMessage Message(int index)
    {
        using var stream = new MemoryStream(_server.Sent[index]);
        return MimeMessage.Load(stream);
    }

    private string KeyFile()
    {
        var path = Path.Combine(_folder.Path, "key.json");
        WriteKey(
            JsonSerializer.Serialize(new
            {
                type = "service_account",
                project_id = "project",
                private_key_id = "key-1",
                private_key = _key.ExportPkcs8PrivateKeyPem(),
                client_email = "robot@project.iam.gserviceaccount.com",
            }),
            path);
        return path;
    }

    private void WriteKey(string content, string? path = null)
    {
        path ??= _mailer.Asset.ServiceAccountKey!;
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
