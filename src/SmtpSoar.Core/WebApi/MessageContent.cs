using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.WebApi;

/// <summary>The body of a request that is written while it is sent, never whole in memory.</summary>
/// <param name="length">How many bytes it has.</param>
/// <param name="write">Writes them.</param>
/// <param name="gate">Hears of the last byte, or is <see langword="null"/> where the request sends no message.</param>
internal sealed class MessageContent(long length, Func<Stream, Task> write, SendGate? gate) : HttpContent
{
    private ExceptionDispatchInfo? _fault;

    /// <summary>A message as base64.</summary>
    public static MessageContent Base64(long size, Func<Stream, CancellationToken, Task> write, SendGate? gate, CancellationToken stop)
    {
        return new MessageContent(Base64Stream.LengthOf(size), WriteEncodedAsync, gate)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("text/plain") },
        };

        async Task WriteEncodedAsync(Stream stream)
        {
            using var base64 = new Base64Stream(stream);
            await write(base64, stop).ConfigureAwait(false);
            await base64.FinishAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>Throws what went wrong on this side while it was written: a file that changed, an outbox that can't be written.</summary>
    public void ThrowFault() => _fault?.Throw();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        try
        {
            await write(gate is null ? stream : new LastByteStream(stream, length, gate.BeforeLastByte)).ConfigureAwait(false);
        }
        catch (SmtpSoarException fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
            throw;
        }
    }

    protected override bool TryComputeLength(out long size)
    {
        size = length;
        return true;
    }
}
