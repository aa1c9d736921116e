using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Graph;

/// <summary>Lets one thread read what another one writes, with no more than some blocks in between.</summary>
/// <remarks>Blocks are used again: those of a large file would fill the memory of a runtime that collects seldom.</remarks>
internal sealed class HandoverPipe : IDisposable
{
    private const int MaxBlocks = 4;

    private readonly BlockingCollection<ArraySegment<byte>> _blocks = new(MaxBlocks);
    private readonly CancellationTokenSource _end = new();
    private Exception? _fault;

    public HandoverPipe() => Output = new Reader(this);

    /// <summary>The reader's end.</summary>
    public Stream Output { get; }

    /// <summary>Writes until the end, or until nobody reads any more. A failure comes out at the reader's end.</summary>
    public async Task FillAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            using var writer = new Writer(this);
            await write(writer, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The reader has gone.
        }
        catch (Exception cause)
        {
            _fault = cause;
        }

        _blocks.CompleteAdding();
    }

    /// <summary>Nobody reads any more.</summary>
    public void EndReading() => _end.Cancel();

    public void Dispose()
    {
        _blocks.Dispose();
        _end.Dispose();
    }

    private sealed class Writer(HandoverPipe pipe) : WriteOnlyStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == 0)
                return;
            var block = ArrayPool<byte>.Shared.Rent(count);
            Buffer.BlockCopy(buffer, offset, block, 0, count);
            pipe._blocks.Add(new ArraySegment<byte>(block, 0, count), pipe._end.Token);
        }

        public override void Flush()
        {
        }
    }

    private sealed class Reader(HandoverPipe pipe) : Stream
    {
        private ArraySegment<byte> _left = new([]);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_left.Count == 0)
            {
                if (!pipe._blocks.TryTake(out _left, Timeout.Infinite))
                    return pipe._fault is { } fault ? throw Wrap(fault) : 0;
            }

            var taken = Math.Min(count, _left.Count);
            Buffer.BlockCopy(_left.Array!, _left.Offset, buffer, offset, taken);
            _left = new ArraySegment<byte>(_left.Array!, _left.Offset + taken, _left.Count - taken);
            if (_left.Count == 0)
                ArrayPool<byte>.Shared.Return(_left.Array!);
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static Exception Wrap(Exception fault) =>
            fault is SmtpSoarException or OperationCanceledException ? fault : new IOException(fault.Message, fault);
    }
}
