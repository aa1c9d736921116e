using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OAuth;
using SmtpSoar.Tests.WebApi;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>An asset that sends by the loopback Graph, with tokens of a scripted authority.</summary>
internal sealed class GraphMailer : IDisposable
{
    private readonly ScriptedAuthority _authority = ScriptedAuthority.Giving();
    private readonly OAuthMailer _login;

    public GraphMailer(Action<SmtpAsset>? change = null, GraphServer? server = null)
    {
        Server = server ?? new GraphServer();
        var asset = ApiAsset.For(MailTransport.MicrosoftGraph, Server.Http, _authority).WithClientSecret();
        asset.SenderAddress = "from@example.org";
        change?.Invoke(asset);
        _login = new OAuthMailer(asset);
        Mailer = _login.NewMailer();
    }

    public GraphServer Server { get; }

    public ScriptedAuthority Authority => _authority;

    public Mailer Mailer { get; }

    /// <summary>Sends, and makes sure that no token and no secret shows.</summary>
    public async Task<MailOutcome> SendAsync(MailRequest? request = null, CancellationToken cancellationToken = default)
    {
        var outcome = await Mailer.SendAsync(request ?? Mailer.Request(), cancellationToken);
        CheckSecrets(outcome);
        return outcome;
    }

    public async Task<SoarActionResult> SucceedAsync(MailRequest? request = null)
    {
        var outcome = await SendAsync(request);
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        return outcome.Result;
    }

    public async Task<SmtpSoarException> FailAsync(MailRequest? request = null)
    {
        var outcome = await SendAsync(request);
        Assert.NotNull(outcome.Error);
        Assert.Equal("failed", outcome.Result.Status);
        return outcome.Error;
    }

    public void Dispose()
    {
        Mailer.Dispose();
        _login.Dispose();
        _authority.Dispose();
        Server.Dispose();
    }

    private void CheckSecrets(MailOutcome outcome)
    {
        var texts = Mailer.Feedback.Details.Concat(Mailer.Feedback.Warnings).Append(outcome.Result.ToJson()).Append(outcome.Error?.ToString() ?? "");
        _login.AssertHides(texts);
        Assert.DoesNotContain(texts, text => text.Contains("t0ken-number", StringComparison.Ordinal));
    }
}
