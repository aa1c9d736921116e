using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>The requests to Microsoft Graph for one mailbox.</summary>
/// <remarks>
/// Read 2026-11-28: learn.microsoft.com/graph/api/user-sendmail, user-post-messages, message-send, message-get, message-delete,
/// message-post-attachments, attachment-createuploadsession; /graph/outlook-send-mime-message, /graph/outlook-immutable-id.
/// </remarks>
/// <param name="client">Asks.</param>
/// <param name="mailbox">The mailbox that sends: its address.</param>
internal sealed class GraphApi(ApiClient client, string mailbox)
{
    private readonly Uri _user = new(client.Root, $"v1.0/users/{Uri.EscapeDataString(mailbox).Replace("%40", "@")}/");

    /// <summary>Sends a message that is base64 in the body.</summary>
    public Task<ApiAnswer> SendMailAsync(long size, Func<Stream, CancellationToken, Task> write, SendGate gate, CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Post, "sendMail", MessageContent.Base64(size, write, gate, stop)), gate, stop);

    /// <summary>Makes a draft of a message that is base64 in the body.</summary>
    public Task<ApiAnswer> CreateDraftAsync(long size, Func<Stream, CancellationToken, Task> write, CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Post, "messages", MessageContent.Base64(size, write, gate: null, stop)), null, stop);

    /// <summary>Sends a draft.</summary>
    public Task<ApiAnswer> SendDraftAsync(string draft, SendGate gate, CancellationToken stop) =>
        client.AskAsync(() => SendRequest(draft, gate), gate, stop);

    /// <summary>Asks whether a draft is still one.</summary>
    public Task<ApiAnswer> GetStateAsync(string draft, CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Get, $"messages/{Uri.EscapeDataString(draft)}?$select=isDraft", null), null, stop);

    /// <summary>Finds the drafts with a Message-ID, and when each was made.</summary>
    public Task<ApiAnswer> FindDraftsAsync(string messageId, CancellationToken stop)
    {
        var filter = Uri.EscapeDataString($"internetMessageId eq '{messageId.Replace("'", "''")}' and isDraft eq true");
        return client.AskAsync(() => Request(HttpMethod.Get, $"messages?$select=id,createdDateTime&$filter={filter}", null), null, stop);
    }

    /// <summary>Removes a draft.</summary>
    public Task<ApiAnswer> DeleteDraftAsync(string draft, CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Delete, $"messages/{Uri.EscapeDataString(draft)}", null), null, stop);

    /// <summary>Attaches a small file.</summary>
    public Task<ApiAnswer> AttachAsync(string draft, Action<Utf8JsonWriter> write, CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Post, $"messages/{Uri.EscapeDataString(draft)}/attachments", Json(write)), null, stop);

    /// <summary>Opens a session for a large file.</summary>
    public Task<ApiAnswer> OpenUploadAsync(string draft, Action<Utf8JsonWriter> write, CancellationToken stop)
    {
        var path = $"messages/{Uri.EscapeDataString(draft)}/attachments/createUploadSession";
        return client.AskAsync(() => Request(HttpMethod.Post, path, Json(write)), null, stop);
    }

    /// <summary>Uploads a range of a large file, to the session's own address.</summary>
    public Task<ApiAnswer> UploadAsync(
        Uri session, byte[] bytes, int offset, int count, ContentRangeHeaderValue range, CancellationToken stop)
    {
        var content = new ByteArrayContent(bytes, offset, count);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentRange = range;
        return client.AskWithoutTokenAsync(new HttpRequestMessage(HttpMethod.Put, session) { Content = content }, null, stop);
    }

    /// <summary>Asks a session which ranges it misses.</summary>
    public Task<ApiAnswer> GetUploadAsync(Uri session, CancellationToken stop) =>
        client.AskWithoutTokenAsync(new HttpRequestMessage(HttpMethod.Get, session), null, stop);

    /// <summary>Asks for a mailbox's folder of drafts, which any permission to read shows.</summary>
    public Task<ApiAnswer> GetMailboxAsync(CancellationToken stop) =>
        client.AskAsync(() => Request(HttpMethod.Get, "mailFolders/drafts?$select=id", null), null, stop);

    // It has no body, whose last byte could be held back.
    private HttpRequestMessage SendRequest(string draft, SendGate gate)
    {
        var request = Request(HttpMethod.Post, $"messages/{Uri.EscapeDataString(draft)}/send", new ByteArrayContent([]));
        gate.BeforeLastByte();
        return request;
    }

    private static ByteArrayContent Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        var content = new ByteArrayContent(bytes.GetBuffer(), 0, (int)bytes.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Encoding.UTF8.WebName };
        return content;
    }

    // With immutable ids a draft keeps its id when it is sent.
    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(_user, path)) { Content = content };
        request.Headers.Add("client-request-id", Guid.NewGuid().ToString());
        request.Headers.Add("return-client-request-id", "true");
        request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        return request;
    }
}
