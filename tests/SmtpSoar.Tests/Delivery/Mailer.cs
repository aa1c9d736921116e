using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>One asset's mail service against a server, with a password planted that must never show.</summary>
internal sealed partial class Mailer : IDisposable
{
    public const string User = "alice@example.org";

    public const string Password = "Pl4nted-S3cret";

    private MailService? _service;

    private Mailer(SmtpAsset asset) => Options = new MailServiceOptions(asset, Feedback);

    public static IReadOnlyDictionary<string, string> Users { get; } = new Dictionary<string, string> { [User] = Password };

    public RecordingFeedback Feedback { get; } = new();

    public MailServiceOptions Options { get; }

    public SmtpAsset Asset => Options.Asset;

    private MailService Service => _service ??= new MailService(Options);

    /// <summary>A mailer for a server in this process, in the clear; the time limit fails a test that hangs.</summary>
    public static Mailer For(SmtpTestServer server, Action<SmtpAsset>? change = null)
    {
        var asset = new SmtpAsset
        {
            Server = server.Host,
            Port = server.Port,
            SslMethod = SslMethod.None,
            SenderAddress = "from@example.org",
            TimeoutSec = 20,
            RetryCount = 0,
        };
        change?.Invoke(asset);
        return new Mailer(asset);
    }

    /// <summary>A mailer that starts TLS and pins the server's certificate, which no authority has signed.</summary>
    public static Mailer ForTls(SmtpTestServer server, SslMethod method, Action<SmtpAsset>? change = null) => For(server, asset =>
    {
        asset.SslMethod = method;
        asset.CertificateThumbprint = server.Certificate!.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        change?.Invoke(asset);
    });

    public static Mailer For(SmtpAsset asset) => new(asset);

    public static void LogIn(SmtpAsset asset)
    {
        asset.Username = User;
        asset.Password = new NetworkCredential("", Password).SecurePassword;
    }

    public static EmailRequest Request(params string[] to) =>
        new() { To = to.Length > 0 ? to : ["to@example.org"], Subject = "hello", Body = "one\r\n.two\r\n" };

    public Task<MailOutcome> SendAsync(params string[] to) => SendAsync(Request(to));

    public async Task<MailOutcome> SendAsync(MailRequest request, CancellationToken cancellationToken = default) =>
        CheckSecrets(await SendAsync(Service.Prepare(request, cancellationToken), cancellationToken));

    public PreparedMail Prepare(MailRequest request) => Service.Prepare(request, CancellationToken.None);

    /// <summary>Sends from another thread, since the one that sends waits in the socket.</summary>
    public Task<MailOutcome> SendAsync(PreparedMail prepared, CancellationToken cancellationToken = default) =>
        Task.Run(() => Service.SendAsync(prepared, cancellationToken), CancellationToken.None);

    /// <summary>Sends what must fail, and closes, so that the server sees the end of the connection.</summary>
    public async Task<SmtpSoarException> FailAsync(MailRequest? request = null)
    {
        var outcome = await SendAsync(request ?? Request());
        Dispose();
        Assert.Equal("failed", outcome.Result.Status);
        Assert.NotNull(outcome.Error);
        Assert.Equal((outcome.Error.ErrorId, outcome.Error.Message), (outcome.Result.ErrorId, outcome.Result.Message));
        Assert.DoesNotContain(outcome.Result.Recipients, recipient => recipient.Accepted == true && !recipient.OutcomeUnknown);
        return outcome.Error;
    }

    public async Task<SoarActionResult> SucceedAsync(MailRequest? request = null)
    {
        var outcome = await SendAsync(request ?? Request());
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.Equal("success", outcome.Result.Status);
        return outcome.Result;
    }

    public async Task<MailOutcome> TestAsync(bool skipTestMail = false, CancellationToken cancellationToken = default) =>
        CheckSecrets(await Task.Run(() => MailService.TestAsync(Options, skipTestMail, cancellationToken), CancellationToken.None));

    public Task CloseAsync() => Service.CloseAsync();

    public void Dispose() => _service?.Dispose();

    private MailOutcome CheckSecrets(MailOutcome outcome)
    {
        string[] secrets = [Password, Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)), Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"))];
        var texts = Feedback.Details.Concat(Feedback.Warnings).Append(outcome.Result.ToJson()).Append(outcome.Result.ToString()).Append(outcome.Error?.ToString() ?? "");
        Assert.DoesNotContain(texts, text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        return outcome;
    }
}
