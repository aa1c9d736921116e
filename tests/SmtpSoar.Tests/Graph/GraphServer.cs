using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Graph;

/// <summary>Plays the part of Microsoft Graph that mails need, as strictly as its documentation is.</summary>
/// <remarks>
/// All pages read 2026-11-28, below learn.microsoft.com/graph: api/user-sendmail (MIME: base64, text/plain, 202 without a body; malformed:
/// 400), api/user-post-messages (201), api/message-send (202), api/attachment-createuploadsession and outlook-large-attachments (3 to 150
/// MB; ranges in order, up to 4 MB; the address carries its own authorization), api/message-post-attachments (under 3 MB),
/// outlook-immutable-id, errors. It reads no message itself: another part of this class does.
/// </remarks>
internal sealed partial class GraphServer : IDisposable
{
    public const int MaxRequest = 4 * 1024 * 1024;

    private readonly Dictionary<string, Draft> _drafts = [];
    private readonly Dictionary<string, Upload> _uploads = [];
    private int _count;

    public GraphServer() => Http = new HttpTestServer(Answer);

    public HttpTestServer Http { get; }

    /// <summary>The tokens that it takes; none: all.</summary>
    public ISet<string> Tokens { get; } = new HashSet<string>();

    /// <summary>The mails that went out.</summary>
    public List<SentMail> Sent { get; } = [];

    /// <summary>The drafts that are there.</summary>
    public IReadOnlyCollection<string> Drafts => _drafts.Values.Where(draft => !draft.IsSent).Select(draft => draft.Id).ToList();

    /// <summary>Whether contents are kept, which takes as much memory.</summary>
    public bool KeepsContent { get; init; } = true;

    /// <summary>An answer in place of the usual one, before the request is served; null: the usual one.</summary>
    public Func<HttpTestRequest, HttpTestReply?> Instead { get; set; } = _ => null;

    /// <summary>An answer in place of the usual one, after the request was served; null: the usual one.</summary>
    public Func<HttpTestRequest, HttpTestReply?> Afterwards { get; set; } = _ => null;

    /// <summary>Changes the usual answer on its way.</summary>
    public Func<HttpTestRequest, HttpTestReply, HttpTestReply> Change { get; set; } = (_, reply) => reply;

    public IEnumerable<string> Asked => Http.Requests.Select(request => request.ToString());

    public static HttpTestReply Error(int status, string code, string message = "Said so.") =>
        HttpTestReply.Json(status, $$"""{"error":{"code":"{{code}}","message":"{{message}}","innerError":{"request-id":"inner"} } }""");

    public void Dispose() => Http.Dispose();

    private HttpTestReply Answer(HttpTestRequest request)
    {
        if (Instead(request) is { } instead)
            return instead;
        var reply = Serve(request);
        if (Afterwards(request) is { } other)
            return other;
        return Change(request, reply.With("request-id", $"req-{Http.Requests.Count}").With("client-request-id", request.Header("client-request-id") ?? "none"));
    }

    private HttpTestReply Serve(HttpTestRequest request)
    {
        if (request.Path.StartsWith("/upload/", StringComparison.Ordinal))
            return ServeUpload(request);
        if (request.Header("Authorization") is not { } authorization || !authorization.StartsWith("Bearer ", StringComparison.Ordinal)
            || (Tokens.Count > 0 && !Tokens.Contains(authorization["Bearer ".Length..])))
            return Error(401, "InvalidAuthenticationToken", "Access token validation failure.");
        if (request.Body.Length > MaxRequest)
            return Error(413, "RequestEntityTooLarge", "The request is too large.");
        var match = Regex.Match(request.Path, "^/v1.0/users/(?<mailbox>[^/]+)/(?<what>.+)$");
        return match.Success ? Serve(request, match.Groups["mailbox"].Value, match.Groups["what"].Value) : Error(400, "BadRequest");
    }

    private HttpTestReply Serve(HttpTestRequest request, string mailbox, string what) => (request.Method, what.Split('/')) switch
    {
        ("POST", ["sendMail"]) => ReadMime(request, out var mime) ?? Send(mailbox, mime),
        ("POST", ["messages"]) => ReadMime(request, out var mime) ?? CreateDraft(mailbox, mime),
        ("GET", ["messages"]) => Find(request.Query),
        ("GET", ["mailFolders", "drafts"]) => HttpTestReply.Json(200, """{"id":"drafts"}"""),
        ("POST", ["messages", var id, "attachments"]) => Attach(id, request),
        ("POST", ["messages", var id, "attachments", "createUploadSession"]) => OpenUpload(id, request),
        ("POST", ["messages", var id, "send"]) => SendDraft(id, request),
        ("GET", ["messages", var id]) => _drafts.TryGetValue(id, out var draft)
            ? HttpTestReply.Json(200, $$"""{"isDraft":{{(draft.IsSent ? "false" : "true")}}}""")
            : Error(404, "ErrorItemNotFound"),
        ("DELETE", ["messages", var id]) => _drafts.Remove(id) ? HttpTestReply.Empty(204) : Error(404, "ErrorItemNotFound"),
        _ => Error(405, "MethodNotAllowed"),
    };

    private static HttpTestReply? ReadMime(HttpTestRequest request, out byte[] mime)
    {
        mime = [];
        if (request.Header("Content-Type") != "text/plain")
            return Error(415, "UnsupportedMediaType");
        try
        {
            mime = Convert.FromBase64String(Encoding.ASCII.GetString(request.Body));
            return null;
        }
        catch (FormatException)
        {
            return Error(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
        }
    }

    private HttpTestReply Send(string mailbox, byte[] mime)
    {
        if (Recipients(mime) is not { Count: > 0 } recipients)
            return Error(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
        Sent.Add(new SentMail(mailbox, recipients, KeepsContent ? mime : [], []));
        return HttpTestReply.Empty(202);
    }

    /// <summary>Puts a draft there that nobody asked this server for.</summary>
    public string AddDraft(string mailbox, byte[] mime, DateTimeOffset created)
    {
        var draft = new Draft($"draft={++_count}", mailbox, mime, created);
        _drafts.Add(draft.Id, draft);
        return draft.Id;
    }

    private HttpTestReply CreateDraft(string mailbox, byte[] mime) =>
        HttpTestReply.Json(201, $$"""{"id":"{{AddDraft(mailbox, mime, DateTimeOffset.UtcNow)}}","isDraft":true}""");

    private HttpTestReply Find(string query)
    {
        var id = Regex.Match(query, "internetMessageId eq '(?<id><[^']+>)' and isDraft eq true").Groups["id"].Value;
        var found = _drafts.Values.Where(draft => !draft.IsSent && MessageId(draft.Mime) == id);
        var values = found.Select(draft => $$"""{"id":"{{draft.Id}}","createdDateTime":"{{draft.Created:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        return HttpTestReply.Json(200, $$"""{"value":[{{string.Join(",", values)}}]}""");
    }

    private HttpTestReply Attach(string id, HttpTestRequest request)
    {
        if (!_drafts.TryGetValue(id, out var draft))
            return Error(404, "ErrorItemNotFound");
        using var json = JsonDocument.Parse(request.Body);
        var item = json.RootElement;
        if (item.GetProperty("@odata.type").GetString() != "#microsoft.graph.fileAttachment")
            return Error(400, "BadRequest");
        var content = item.GetProperty("contentBytes").GetBytesFromBase64();
        if (content.Length >= 3 * 1024 * 1024)
            return Error(413, "RequestEntityTooLarge");
        draft.Attachments.Add(new SentAttachment(item.GetProperty("name").GetString()!, item.GetProperty("contentType").GetString()!, Id(item), content));
        return HttpTestReply.Json(201, """{"id":"attachment"}""");
    }

    private HttpTestReply OpenUpload(string id, HttpTestRequest request)
    {
        if (!_drafts.TryGetValue(id, out var draft))
            return Error(404, "ErrorItemNotFound");
        using var json = JsonDocument.Parse(request.Body);
        var item = json.RootElement.GetProperty("AttachmentItem");
        var size = item.GetProperty("size").GetInt64();
        if (item.GetProperty("attachmentType").GetString() != "file" || size < 3_000_000)
            return Error(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize");
        if (size > 150 * 1024 * 1024)
            return Error(400, "ErrorAttachmentSizeLimitExceeded");
        var name = $"upload{++_count}";
        _uploads[name] = new Upload(draft, new SentAttachment(item.GetProperty("name").GetString()!, item.GetProperty("contentType").GetString()!, Id(item), KeepsContent ? new byte[size] : []), size);
        return HttpTestReply.Json(201, $$"""{"uploadUrl":"{{Http.Root}}upload/{{name}}?authtoken=own","expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["0-"]}""");
    }

    private HttpTestReply ServeUpload(HttpTestRequest request)
    {
        if (request.Header("Authorization") is not null || request.Query != "authtoken=own")
            return Error(400, "ErrorUploadTokenInUrl", "Authorization does not belong here.");
        if (!_uploads.TryGetValue(request.Path["/upload/".Length..], out var upload))
            return Error(404, "ErrorItemNotFound");
        return request.Method == "GET" ? Expected(upload) : Put(upload, request);
    }

    private HttpTestReply Put(Upload upload, HttpTestRequest request)
    {
        var range = Regex.Match(request.Header("Content-Range") ?? "", @"^bytes (?<from>\d+)-(?<to>\d+)/(?<size>\d+)$");
        if (!range.Success || Number(range, "size") != upload.Size || Number(range, "to") - Number(range, "from") + 1 != request.Body.Length)
            return Error(400, "ErrorInvalidRange");
        if (Number(range, "from") != upload.Next)
            return Error(416, "ErrorRangeNotExpected");
        if (KeepsContent)
            request.Body.CopyTo(upload.Attachment.Content, upload.Next);
        upload.Next += request.Body.Length;
        if (upload.Next < upload.Size)
            return Expected(upload);
        upload.Draft.Attachments.Add(upload.Attachment);
        return HttpTestReply.Empty(201).With("Location", "https://outlook.office.com/attachment");
    }

    private static HttpTestReply Expected(Upload upload) =>
        HttpTestReply.Json(200, $$"""{"expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["{{upload.Next.ToString(CultureInfo.InvariantCulture)}}"]}""");

    private HttpTestReply SendDraft(string id, HttpTestRequest request)
    {
        if (request.Header("Content-Length") != "0")
            return Error(411, "LengthRequired");
        if (!_drafts.TryGetValue(id, out var draft) || draft.IsSent)
            return Error(404, "ErrorItemNotFound");
        Sent.Add(new SentMail(draft.Mailbox, Recipients(draft.Mime)!, draft.Mime, draft.Attachments));
        draft.IsSent = true;
        return HttpTestReply.Empty(202);
    }

    // The recipients of a message, or null where there is one that Exchange can't read.
    private static partial List<string>? Recipients(byte[] mime);

    // The Message-ID of a message, with its angle brackets.
    private static partial string? MessageId(byte[] mime);

    private static string? Id(JsonElement item) => item.TryGetProperty("contentId", out var id) ? id.GetString() : null;

    private static long Number(Match match, string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    private sealed record Draft(string Id, string Mailbox, byte[] Mime, DateTimeOffset Created)
    {
        public List<SentAttachment> Attachments { get; } = [];

        public bool IsSent { get; set; }
    }

    private sealed record Upload(Draft Draft, SentAttachment Attachment, long Size)
    {
        public long Next { get; set; }
    }
}

/// <summary>A mail that went out.</summary>
internal sealed partial record SentMail(string Mailbox, IReadOnlyList<string> Recipients, byte[] Mime, IReadOnlyList<SentAttachment> Attachments);

/// <summary>An attachment that was uploaded apart.</summary>
internal sealed record SentAttachment(string Name, string Type, string? ContentId, byte[] Content);
