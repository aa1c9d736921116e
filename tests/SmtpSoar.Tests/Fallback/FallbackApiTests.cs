using System;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Tests.Fallback;

/// <summary>A way out of another kind: SMTP with Graph behind it, and Graph with SMTP behind it.</summary>
public sealed class FallbackApiTests : IDisposable
{
    private const string Second = "second";

    private readonly GraphMailer _graph = new();
    private readonly SmtpTestServer _smtp = SmtpTestServer.Start();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _graph.Dispose();
        _smtp.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("login refused")]
    [InlineData("wrong certificate")]
    [InlineData("dying in mid-message")]
    public async Task Smtp_ThatCantBeUsed_LeavesTheMailToGraph(string fault)
    {
        await using var first = SmtpTestServer.Start(FaultySmtp(fault));
        if (fault == "dead")
            await first.DisposeAsync();
        using var mailer = SmtpFirst(first, fault);

        var result = await mailer.SucceedAsync(fault == "dying in mid-message" ? Long() : null);

        Assert.Equal((Second, "OAuth (Bearer)"), (result.FallbackAsset, result.Authentication));
        Assert.Contains("202 accepted by Exchange Online", result.ServerResponse, StringComparison.Ordinal);
        Assert.Contains("by the fallback asset 'second' (127.0.0.1), since '127.0.0.1' could not be used", result.Message, StringComparison.Ordinal);
        Assert.Single(_graph.Server.Sent);
        Assert.Empty(first.Messages);
    }

    [Theory]
    [InlineData("throttled", "SenderRefused")]
    [InlineData("losing the final reply", "OutcomeUnknown")]
    public async Task Smtp_ThatMayHaveTheMailOrWantsItLater_KeepsIt(string fault, string errorId)
    {
        await using var first = SmtpTestServer.Start(FaultySmtp(fault));
        using var mailer = SmtpFirst(first, fault);

        Assert.Equal(errorId, (await mailer.FailAsync()).ErrorId);
        Assert.Empty(_graph.Server.Asked);
    }

    [Fact]
    public async Task Smtp_DeadForAMailThatGraphCantTake_IsTheErrorAndNamesBoth()
    {
        await using var first = SmtpTestServer.Start();
        await first.DisposeAsync();
        using var mailer = SmtpFirst(first, "dead");
        var request = Mailer.Request();
        request.DeliveryNotification = DeliveryNotification.Failure;

        var error = await mailer.FailAsync(request);

        Assert.Equal("ConnectionRefused", error.ErrorId);
        Assert.Contains("The fallback asset 'second' failed too", error.Advice, StringComparison.Ordinal);
        Assert.Empty(_graph.Server.Asked);
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("login refused")]
    [InlineData("token refused")]
    [InlineData("no permission")]
    [InlineData("wrong certificate")]
    [InlineData("away")]
    [InlineData("dying in mid-message")]
    public async Task Graph_ThatCantBeUsed_LeavesTheMailToSmtp(string fault)
    {
        await using var tls = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true });
        using var refusing = new ScriptedAuthority(_ => ScriptedAuthority.Answer.Json("""{"error":"invalid_client"}""", 401));
        var asset = _graph.Mailer.Asset;
        switch (fault)
        {
            case "dead": _graph.Server.Dispose(); break;
            case "login refused": asset.TokenUrl = refusing.Url.OriginalString; break;
            case "token refused": _graph.Server.Tokens.Add("another"); break;
            case "no permission": _graph.Server.Instead = _ => GraphServer.Error(403, "ErrorAccessDenied"); break;
            case "wrong certificate": (asset.Port, asset.SslMethod) = (tls.Port, SslMethod.Ssl); break;
            case "away": _graph.Server.Instead = _ => GraphServer.Error(500, "ErrorInternalServerError"); break;
            default: _graph.Server.Http.ResetAfter = _ => 1000; break;
        }

        var result = (await GraphFirst().SendAsync(fault == "dying in mid-message" ? Long() : Mailer.Request())).Result;

        Assert.Equal(("success", Second, _smtp.Port), (result.Status, result.FallbackAsset, result.Port));
        Assert.Single(_smtp.Messages);
        Assert.Empty(_graph.Server.Sent);
    }

    [Theory]
    [InlineData("throttled", "ApiThrottled")]
    [InlineData("losing the final reply", "OutcomeUnknown")]
    [InlineData("no such sender", "ApiMailboxUnusable")]
    public async Task Graph_ThatMayHaveTheMailOrRefusesThisOne_KeepsIt(string fault, string errorId)
    {
        if (fault == "losing the final reply")
            _graph.Server.Afterwards = _ => HttpTestReply.Reset;
        else
            _graph.Server.Instead = _ => fault == "throttled" ? GraphServer.Error(429, "ApplicationThrottled") : GraphServer.Error(404, "ErrorInvalidUser");

        Assert.Equal(errorId, (await GraphFirst().SendAsync(Mailer.Request())).Error?.ErrorId);
        Assert.Empty(_smtp.Messages);
    }

    [Fact]
    public async Task Graph_FailingAfterItsDraft_LeavesTheMailToSmtpAndNoDraft()
    {
        _graph.Server.Instead = request => request.Method == "PUT" ? GraphServer.Error(500, "ErrorInternalServerError") : null;

        var result = (await GraphFirst().SendAsync(Long())).Result;

        Assert.Equal(("success", Second), (result.Status, result.FallbackAsset));
        Assert.Single(_smtp.Messages);
        Assert.Empty(_graph.Server.Drafts);
    }

    // More than the buffers of a connection take.
    private EmailRequest Long()
    {
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = _folder.Write("large.bin", new byte[10_000_000]) }];
        return request;
    }

    private Mailer SmtpFirst(SmtpTestServer first, string fault)
    {
        var mailer = Mailer.For(first, asset =>
        {
            asset.FallbackAsset = Second;
            if (fault == "login refused")
                Mailer.LogIn(asset);
            if (fault == "wrong certificate")
                asset.SslMethod = SslMethod.StartTls;
        });
        _graph.Mailer.Asset.Name = Second;
        mailer.Options.OAuth = _graph.Mailer.Options.OAuth;
        mailer.Options.FindAsset = name => name == Second ? _graph.Mailer.Asset : throw new InvalidOperationException(name);
        return mailer;
    }

    private Mailer GraphFirst()
    {
        var second = new SmtpAsset { Name = Second, Server = _smtp.Host, Port = _smtp.Port, SslMethod = SslMethod.None, SenderAddress = "from@example.org", RetryCount = 0 };
        _graph.Mailer.Asset.FallbackAsset = Second;
        _graph.Mailer.Options.FindAsset = name => name == Second ? second : throw new InvalidOperationException(name);
        return _graph.Mailer;
    }

    private static ServerOptions FaultySmtp(string fault) => fault switch
    {
        "login refused" => new() { Users = Mailer.Users, Script = new Script().On(Step.Auth, Reply.Of("535 5.7.8 no")) },
        "wrong certificate" => new() { StartTls = true },
        "dying in mid-message" => new() { Script = new Script().On(Step.DataBytes(20_000), Reply.Drop) },
        "throttled" => new() { Script = new Script().On(Step.Mail, Reply.Of("432 4.3.2 Concurrent connections limit exceeded")) },
        "losing the final reply" => new() { Script = new Script().On(Step.EndOfData, Reply.Drop) },
        _ => new(),
    };
}
