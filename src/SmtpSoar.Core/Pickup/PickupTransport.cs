using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Pickup;

/// <summary>Writes each message as an <c>.eml</c> file into a folder: whole, or not at all.</summary>
internal sealed class PickupTransport(string folder, TimeProvider clock) : IMailTransport
{
    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        result.Attempts++;
        Describe(result);
        result.Recipients = message.Recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }).ToArray();
        result.ServerResponse = await TakeAsync(message, cancellationToken).ConfigureAwait(false);
        foreach (var recipient in result.Recipients)
            recipient.Accepted = true;
    }

    /// <summary>Finds out whether the folder can be written to, and leaves nothing in it.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> TryAsync(CancellationToken cancellationToken)
    {
        await GuardAsync(async () =>
        {
            var file = await WriteAsync((_, _) => Task.CompletedTask, cancellationToken, ".probe").ConfigureAwait(false);
            File.Delete(file);
            return file;
        }).ConfigureAwait(false);
        return folder;
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Describe(SoarActionResult result) => result.Authentication = "None";

    public Task CloseAsync() => Task.CompletedTask;

    public void Dispose()
    {
    }

    // Whoever watches the folder may have taken a file, and sent it, as soon as it has its name.
    private async Task<string> TakeAsync(ComposedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await GuardAsync(() => WriteAsync(Write, cancellationToken)).ConfigureAwait(false);
        }
        catch
        {
            message.Checkpoint?.NotTaken();
            throw;
        }

        async Task Write(Stream file, CancellationToken stop)
        {
            await message.Image.WriteToAsync(file, stop).ConfigureAwait(false);
            message.Checkpoint?.BeforeLastByte();
        }
    }

    private async Task<string> GuardAsync(Func<Task<string>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.PickupFailed.Because(cause, folder, BrokenLink.Explain(folder) ?? cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }
    }

    private async Task<string> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken, string extension = ".eml")
    {
        Directory.CreateDirectory(folder);
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N");
        var whole = Path.Combine(folder, name + extension);
        var partial = Path.Combine(folder, name + ".tmp");
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await write(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, whole);
            DurableFileSystem.TryFlush(folder);
            return whole;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
