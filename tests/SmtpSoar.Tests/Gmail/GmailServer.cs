using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Gmail;

/// <summary>Plays the part of Gmail's API that mails need, as strictly as its documentation is.</summary>
/// <remarks>
/// developers.google.com/gmail/api/guides/uploads, section "Resumable upload" (first request, Location, ranges in multiples of 256 KB, 308
/// with Range, status by "bytes */N"), and /guides/handle-errors; read 2026-11-28. It reads no message itself: another part of this class
/// does.
/// </remarks>
internal sealed partial class GmailServer : IDisposable
{
    public const int Multiple = 256 * 1024;

    private readonly Dictionary<string, Session> _sessions = [];

    public GmailServer() => Http = new HttpTestServer(Answer);

    public HttpTestServer Http { get; }

    public List<byte[]> Sent { get; } = [];

    /// <summary>The tokens that it takes; none: all.</summary>
    public ISet<string> Tokens { get; } = new HashSet<string>();

    public Func<HttpTestRequest, HttpTestReply?> Instead { get; set; } = _ => null;

    public Func<HttpTestRequest, HttpTestReply?> Afterwards { get; set; } = _ => null;

    /// <summary>Changes the usual answer on its way.</summary>
    public Func<HttpTestRequest, HttpTestReply, HttpTestReply> Change { get; set; } = (_, reply) => reply;

    public IEnumerable<string> Asked => Http.Requests.Select(request => request.ToString());

    public static HttpTestReply Error(int status, string reason, string message = "Said so.") => HttpTestReply.Json(
        status, $$"""{"error":{"code":{{status}},"message":"{{message}}","errors":[{"message":"{{message}}","domain":"global","reason":"{{reason}}"}]} }""");

    public void Dispose() => Http.Dispose();

    private HttpTestReply Answer(HttpTestRequest request)
    {
        if (Instead(request) is { } instead)
            return instead;
        var reply = request.Method == "PUT" ? Put(request) : Open(request);
        return Afterwards(request) ?? Change(request, reply);
    }

    private HttpTestReply Open(HttpTestRequest request)
    {
        if (request.Header("Authorization") is not { } authorization || (Tokens.Count > 0 && !Tokens.Contains(authorization["Bearer ".Length..])))
            return Error(401, "authError", "Invalid Credentials");
        if (request is not { Method: "POST", Path: "/upload/gmail/v1/users/me/messages/send", Query: "uploadType=resumable" })
            return Error(404, "notFound");
        if (request.Header("X-Upload-Content-Type") != "message/rfc822" || !long.TryParse(request.Header("X-Upload-Content-Length"), out var size))
            return Error(400, "badRequest");
        if (size > 36_700_160)
            return Error(413, "uploadTooLarge");
        var id = $"s{_sessions.Count}";
        _sessions[id] = new Session(size);
        return HttpTestReply.Empty(200).With("Location", $"{Http.Root}upload/gmail/v1/users/me/messages/send?uploadType=resumable&upload_id={id}");
    }

    private HttpTestReply Put(HttpTestRequest request)
    {
        if (request.Header("Authorization") is not null)
            return Error(400, "badRequest", "The address carries its own authorization.");
        var session = _sessions[Regex.Match(request.Query, "upload_id=(?<id>s[0-9]+)$").Groups["id"].Value];
        var range = request.Header("Content-Range") ?? "";
        if (range == FormattableString.Invariant($"bytes */{session.Size}"))
            return session.IsSent ? Accepted() : Incomplete(session);
        var match = Regex.Match(range, @"^bytes (?<from>\d+)-(?<to>\d+)/(?<size>\d+)$");
        if (!match.Success || Number(match, "size") != session.Size || Number(match, "to") - Number(match, "from") + 1 != request.Body.Length)
            return Error(400, "badRequest", "The range is none.");
        if (Number(match, "from") != session.Content.Length)
            return Error(400, "badRequest", "The range does not follow.");
        session.Content.Write(request.Body);
        if (session.Content.Length < session.Size)
            return request.Body.Length % Multiple == 0 ? Incomplete(session) : Error(400, "badRequest", "No multiple of 256 KB.");
        return Send(session);
    }

    private HttpTestReply Send(Session session)
    {
        var mime = session.Content.ToArray();
        if (!HasRecipients(mime))
            return Error(400, "invalidArgument", "Recipient address required");
        Sent.Add(mime);
        session.IsSent = true;
        return Accepted();
    }

    private static partial bool HasRecipients(byte[] mime);

    private HttpTestReply Accepted() => HttpTestReply.Json(200, $$"""{"id":"g{{Sent.Count}}","threadId":"t","labelIds":["SENT"]}""");

    private static HttpTestReply Incomplete(Session session)
    {
        var reply = HttpTestReply.Empty(308);
        return session.Content.Length == 0 ? reply : reply.With("Range", FormattableString.Invariant($"bytes=0-{session.Content.Length - 1}"));
    }

    private static long Number(Match match, string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    private sealed record Session(long Size)
    {
        public MemoryStream Content { get; } = new();

        public bool IsSent { get; set; }
    }
}
