using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Graph;

/// <summary>Attaches a file under 3 MB to a draft, in one request.</summary>
internal sealed class SmallAttachment(GraphApi api, GraphFailures failures, string draft, DetachablePart part) : IPartSink
{
    private readonly byte[] _content = new byte[part.Size];
    private int _count;

    public Task WriteAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken)
    {
        Buffer.BlockCopy(bytes.Array!, bytes.Offset, _content, _count, bytes.Count);
        _count += bytes.Count;
        return Task.CompletedTask;
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var answer = await api.AttachAsync(draft, Write, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 201)
            throw failures.Of(answer, isSent: false);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type", "#microsoft.graph.fileAttachment");
        json.WriteString("name", part.Name);
        json.WriteString("contentType", part.Type);
        json.WriteBoolean("isInline", part.IsInline);
        if (part.ContentId is { } id)
            json.WriteString("contentId", id);
        json.WriteBase64String("contentBytes", _content.AsSpan(0, _count));
        json.WriteEndObject();
    }
}
