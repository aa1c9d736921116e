using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

internal sealed class ProceedReply : Reply
{
    internal override Task<Outcome> PlayAsync(Channel channel) => Task.FromResult(Outcome.Proceed);
}

internal sealed class DropReply : Reply
{
    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        await channel.FlushAsync();
        channel.Drop();
        return Outcome.Closed;
    }
}

internal sealed class ResetReply : Reply
{
    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        await channel.FlushAsync();
        channel.Abort();
        return Outcome.Closed;
    }
}

internal sealed class HangReply : Reply
{
    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        await channel.DrainAsync();
        return Outcome.Closed;
    }
}

internal sealed class StallReply : Reply
{
    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        await channel.FlushAsync();
        await Task.Delay(Timeout.Infinite, channel.Stopping);
        return Outcome.Closed;
    }
}

internal sealed class EndlessLineReply : Reply
{
    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        byte[] block = new byte[16 * 1024];
        Array.Fill(block, (byte)'x');
        channel.Note("an endless line");
        while (true)
        {
            await channel.WriteNowAsync(block);
        }
    }
}

internal sealed class TextReply(string text, bool closes) : Reply
{
    internal override int Code => Wire.Code(text);

    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        channel.Say(text);
        return closes ? await Drop.PlayAsync(channel) : Outcome.Said;
    }
}

internal sealed class RawReply(byte[] bytes) : Reply
{
    internal override int Code => Wire.Code(Encoding.Latin1.GetString(bytes));

    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        channel.Append(bytes);
        await channel.FlushAsync();
        return Outcome.Said;
    }
}

internal sealed class DribbleReply(string text, TimeSpan pause) : Reply
{
    internal override int Code => Wire.Code(text);

    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Wire.Lines(text));
        for (int i = 0; i < bytes.Length; i++)
        {
            await channel.WriteNowAsync(bytes.AsMemory(i, 1));
            await Task.Delay(pause, channel.Clock, channel.Stopping);
        }

        return Outcome.Said;
    }
}

internal sealed class DeferredReply(Func<Channel, Task> wait, Reply then) : Reply
{
    internal override int Code => then.Code;

    internal override async Task<Outcome> PlayAsync(Channel channel)
    {
        await channel.FlushAsync();
        await wait(channel);
        return await then.PlayAsync(channel);
    }
}

internal sealed class AcceptingReply(Reply then) : Reply
{
    internal override int Code => 250;

    internal override Task<Outcome> PlayAsync(Channel channel) => then.PlayAsync(channel);
}
