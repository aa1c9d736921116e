using System;
using System.Buffers;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>The bytes of one connection: buffered in both directions, with one write for all that is to be said before the next read.</summary>
internal sealed partial class Channel : IDisposable
{
    private const int LineLimit = 1024 * 1024;

    private readonly Socket _socket;
    private readonly Transcript _transcript;
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private byte[] _input = new byte[64 * 1024];
    private int _start;
    private int _end;
    private Stream _stream;

    public Channel(Socket socket, Transcript transcript, TimeProvider clock, CancellationToken stopping)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _transcript = transcript;
        Clock = clock;
        Stopping = stopping;
    }

    public TimeProvider Clock { get; }

    public CancellationToken Stopping { get; }

    public bool IsClosed { get; private set; }

    /// <summary>Called before the client can learn that the server closes, so that its next connection is not counted beside this one.</summary>
    public Action? Closing { get; set; }

    /// <summary>Takes each byte that comes, if there is one.</summary>
    public MemoryStream? Record { get; init; }

    /// <summary>Whether the last line ended in LF alone.</summary>
    public bool LineWasBare { get; private set; }

    /// <summary>What has come and was not consumed.</summary>
    public ReadOnlySpan<byte> Buffered => _input.AsSpan(_start, _end - _start);

    public void Consume(int count) => _start += count;

    public void Note(string line) => _transcript.Note(line);

    /// <summary>The next line without its end, or null when the client has gone.</summary>
    public async ValueTask<string?> ReadLineAsync(TimeSpan? limit = null)
    {
        int end;
        while ((end = Buffered.IndexOf((byte)'\n')) < 0)
        {
            if (Buffered.Length >= LineLimit)
            {
                Note("a line without an end");
                return null;
            }

            if (!await FillAsync(limit))
            {
                return null;
            }
        }

        return TakeLine(end);
    }

    /// <summary>Says what there is to say, then reads more; false when the client has gone.</summary>
    public async ValueTask<bool> FillAsync(TimeSpan? limit = null)
    {
        await FlushAsync();
        MakeRoom();
        ValueTask<int> read = _stream.ReadAsync(_input.AsMemory(_end), Stopping);
        int count = limit is { } time && !read.IsCompleted ? await read.AsTask().WaitAsync(time, Clock) : await read;
        Record?.Write(_input, _end, count);
        _end += count;
        IsClosed |= count == 0;
        return count > 0;
    }

    /// <summary>Adds a reply, to be written before the next read.</summary>
    public void Say(string text) => Append(Encoding.UTF8.GetBytes(Wire.Lines(text)));

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        foreach (string line in Encoding.UTF8.GetString(bytes).TrimEnd('\n', '\r').Split('\n'))
        {
            _transcript.Server(line.TrimEnd('\r'));
        }
    }

    public async ValueTask FlushAsync()
    {
        if (_output.WrittenCount > 0)
        {
            await _stream.WriteAsync(_output.WrittenMemory, Stopping);
            _output.ResetWrittenCount();
        }
    }

    public async ValueTask WriteNowAsync(ReadOnlyMemory<byte> bytes)
    {
        await FlushAsync();
        await _stream.WriteAsync(bytes, Stopping);
    }

    /// <summary>Reads and forgets, until the client goes.</summary>
    public async Task DrainAsync()
    {
        do
        {
            _start = _end;
        }
        while (await FillAsync());
    }

    private string TakeLine(int end)
    {
        ReadOnlySpan<byte> line = Buffered[..end];
        LineWasBare = !line.EndsWith("\r"u8);
        string text = Encoding.UTF8.GetString(LineWasBare ? line : line[..^1]);
        Consume(end + 1);
        _transcript.Client(text);
        return text;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffered.CopyTo(_input);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _input.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }
    }
}
