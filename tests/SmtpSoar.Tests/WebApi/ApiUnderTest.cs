using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Gmail;
using SmtpSoar.Tests.Graph;

namespace SmtpSoar.Tests.WebApi;

/// <summary>Graph or Gmail, for tests of what both have in common: a mailer, and the server at the other end.</summary>
internal sealed class ApiUnderTest : IDisposable
{
    public const string GraphName = "Graph";
    public const string GmailName = "Gmail";

    private readonly GraphMailer? _graph;
    private readonly GmailMailer? _gmail;

    public ApiUnderTest(string name, Action<SmtpAsset>? change = null)
    {
        if (name == GraphName)
            _graph = new GraphMailer(change);
        else
            _gmail = new GmailMailer(change);
    }

    public HttpTestServer Http => _graph?.Server.Http ?? _gmail!.Server.Http;

    public Mailer Mailer => _graph?.Mailer ?? _gmail!.Mailer;

    /// <summary>How many mails went out.</summary>
    public int Sent => _graph?.Server.Sent.Count ?? _gmail!.Server.Sent.Count;

    /// <summary>The drafts that are there.</summary>
    public IReadOnlyCollection<string> Drafts => _graph?.Server.Drafts ?? [];

    /// <summary>An answer in place of the usual one: the request is not served.</summary>
    public Func<HttpTestRequest, HttpTestReply?> Instead
    {
        set => _ = _graph is null ? _gmail!.Server.Instead = value : _graph.Server.Instead = value;
    }

    /// <summary>An answer in place of the usual one, after the request was served.</summary>
    public Func<HttpTestRequest, HttpTestReply?> Afterwards
    {
        set => _ = _graph is null ? _gmail!.Server.Afterwards = value : _graph.Server.Afterwards = value;
    }

    /// <summary>Changes the usual answer on its way.</summary>
    public Func<HttpTestRequest, HttpTestReply, HttpTestReply> Change
    {
        set => _ = _graph is null ? _gmail!.Server.Change = value : _graph.Server.Change = value;
    }

    /// <summary>Whether a request sends the mail: it has all of it, or its end.</summary>
    public static bool Sends(HttpTestRequest request) =>
        request.Path.EndsWith("/sendMail", StringComparison.Ordinal)
        || (request.Method == "PUT" && request.Header("Content-Range")?.StartsWith("bytes *", StringComparison.Ordinal) == false);

    /// <summary>Whether a request asks how far an upload came.</summary>
    public static bool Asks(HttpTestRequest request) =>
        request.Method == "PUT" && request.Header("Content-Range")?.StartsWith("bytes *", StringComparison.Ordinal) == true;

    public Task<MailOutcome> SendAsync(MailRequest? request = null) => _graph?.SendAsync(request) ?? _gmail!.SendAsync(request);

    public void Dispose()
    {
        _graph?.Dispose();
        _gmail?.Dispose();
    }
}
