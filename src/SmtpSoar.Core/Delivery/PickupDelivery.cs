using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>Writes each message as an <c>.eml</c> file into a folder: whole, or not at all.</summary>
internal sealed class PickupDelivery(string folder, TimeProvider clock) : IDelivery
{
    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        result.Attempts++;
        result.Authentication = "None";
        result.Recipients = message.Recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }).ToArray();
        try
        {
            result.ServerResponse = await WriteAsync(message.Image, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.PickupFailed.Because(cause, folder, cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }

        foreach (var recipient in result.Recipients)
            recipient.Accepted = true;
    }

    public Task CloseAsync() => Task.CompletedTask;

    public void Dispose()
    {
    }

    private async Task<string> WriteAsync(WireImage image, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N");
        var whole = Path.Combine(folder, name + ".eml");
        var partial = Path.Combine(folder, name + ".tmp");
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await image.WriteToAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, whole);
            return whole;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
