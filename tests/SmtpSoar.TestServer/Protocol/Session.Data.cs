using System;
using System.Linq;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>DATA and what follows it.</summary>
internal sealed partial class Session
{
    private enum Transfer
    {
        Complete,
        AlreadyAnswered,
        Broken,
    }

    private async Task DataAsync(string argument)
    {
        if (CheckRecipients() is { } refusal)
        {
            Say(refusal);
            return;
        }

        Envelope envelope = _envelope!;
        int code = 0;
        await CommandAsync(Step.Data, argument, () => new Answer(354, null, "End data with <CR><LF>.<CR><LF>"), said => code = said);
        if (code / 100 == 3 && !channel.IsClosed)
        {
            using var content = new MessageContent(_options.KeepData, chunked: false);
            Transfer transfer = await TransferAsync(content, () => content.IsComplete);
            channel.Note($"{content.WireLength} bytes of data");
            await FinishAsync(envelope, content, transfer);
        }
    }

    private Answer? CheckRecipients() =>
        _envelope == null ? Answer.BadSequence("Need RCPT command")
        : _envelope.Chunks != null ? Answer.BadSequence("DATA after BDAT")
        : _envelope.Accepted.Count == 0 ? new Answer(554, "5.5.1", "No valid recipients")
        : null;

    /// <summary>Reads until the message, or the chunk, is there; the script looks in where it wants to.</summary>
    private async Task<Transfer> TransferAsync(MessageContent content, Func<bool> isComplete, long end = long.MaxValue)
    {
        var transfer = Transfer.Complete;
        while (!isComplete())
        {
            if (channel.Buffered.IsEmpty && !await channel.FillAsync())
            {
                return Transfer.Broken;
            }

            long stop = NextStop(content.WireLength);
            channel.Consume(content.Take(Limit(channel.Buffered, Math.Min(stop, end) - content.WireLength)));
            if (content.WireLength == stop && (await PlayAsync(Step.DataBytes(stop), "")).IsDone)
            {
                transfer = Transfer.AlreadyAnswered;
                if (channel.IsClosed)
                {
                    return Transfer.Broken;
                }
            }
        }

        return transfer;
    }

    private long NextStop(long position) => _script.DataOffsets.FirstOrDefault(offset => offset > position, long.MaxValue);

    private static ReadOnlySpan<byte> Limit(ReadOnlySpan<byte> bytes, long most) => bytes.Length > most ? bytes[..(int)most] : bytes;

    private Task FinishAsync(Envelope envelope, MessageContent content, Transfer transfer)
    {
        _envelope = null;
        return transfer == Transfer.Complete ? AnswerMessageAsync(envelope, content) : Task.CompletedTask;
    }

    private async Task AnswerMessageAsync(Envelope envelope, MessageContent content)
    {
        var message = new ReceivedMessage(envelope, content, connection);
        void Decide(int code)
        {
            if (Wire.IsAccepting(code))
            {
                state.Receive(message, connection);
            }
        }

        if (!(await PlayAsync(Step.EndOfData, "", Decide, message)).IsDone)
        {
            Answer answer = UsualEnd(content);
            Decide(answer.Code);
            Say(answer);
        }
    }

    private Answer UsualEnd(MessageContent content) => IsTooLarge(content.Size)
        ? new Answer(552, "5.3.4", "Message size exceeds fixed limit")
        : new Answer(250, "2.0.0", $"Ok: queued as {connection.Number}-{connection.MessageCount + 1}");
}
