using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Pickup;

/// <summary>Writes each message as an <c>.eml</c> file into a folder: whole, or not at all.</summary>
internal sealed class PickupTransport(string folder, TimeProvider clock) : IMailTransport
{
    public ConnectionInfo Connection { get; } = new(null, null, null, "None");

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        string? file = null;
        var failure = await Failures.OfAsync(async () => file = await TakeAsync(message, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        var recipients = message.Message.ToResults();
        if (failure is null)
            foreach (var recipient in recipients)
                recipient.Accepted = true;
        return new DeliveryReceipt
        {
            Failure = failure,
            Recipients = recipients,
            Response = file,
            Attempts = message.Attempts + 1,
            Connection = Connection,
        };
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

    public Task CloseAsync() => Task.CompletedTask;

    public void Dispose()
    {
    }

    // The program that watches the folder may take and send a file as soon as it has its name.
    private async Task<string> TakeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        message.Checkpoint?.Begin(cancellationToken);
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
            await message.Message.Image.WriteToAsync(file, stop).ConfigureAwait(false);
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

    private async Task<string> WriteAsync(
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        string extension = ".eml")
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
