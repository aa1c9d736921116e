using System;
using System.Globalization;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>BDAT (RFC 3030).</summary>
internal sealed partial class Session
{
    private async Task BdatAsync(string argument)
    {
        string[] words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool last = words.Length == 2 && words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase);
        if (words.Length is 0 or > 2 || (words.Length == 2 && !last) || !TryParseSize(words[0], out long size))
        {
            Say(Answer.Syntax("Syntax: BDAT size [LAST]"));
            return;
        }

        await ChunkAsync(size, last);
    }

    private static bool TryParseSize(string text, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size);

    private async Task ChunkAsync(long size, bool last)
    {
        Envelope? envelope = _envelope is { Accepted.Count: > 0 } ? _envelope : null;
        MessageContent content = Chunks(envelope);
        long end = content.WireLength + size;
        Transfer transfer = await ReadChunkAsync(content, end);
        channel.Note($"{size} bytes of data");
        if (envelope == null)
        {
            content.Dispose();
            Say(_envelope == null ? Answer.BadSequence("Need RCPT command") : new Answer(554, "5.5.1", "No valid recipients"));
        }
        else if (last || transfer != Transfer.Complete)
        {
            content.Complete();
            await FinishAsync(envelope, content, transfer);
            content.Dispose();
        }
        else
        {
            await CommandAsync(Step.Bdat, "", () => new Answer(250, "2.0.0", $"{size} bytes"));
        }
    }

    /// <summary>Where the chunks of this message go; a chunk that nobody may send is read all the same.</summary>
    private MessageContent Chunks(Envelope? envelope) => envelope == null
        ? new MessageContent(keep: false, chunked: true)
        : envelope.Chunks ??= new MessageContent(_options.KeepData, chunked: true);

    private Task<Transfer> ReadChunkAsync(MessageContent content, long end) =>
        TransferAsync(content, () => content.WireLength >= end, end);
}
