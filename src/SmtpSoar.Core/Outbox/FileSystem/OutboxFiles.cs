using System;
using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>The two files of a message in the outbox.</summary>
internal static class OutboxFiles
{
    // The new record while it is written. A crash may leave it.
    private const string Replacement = OutboxLayout.EnvelopeFile + ".new";

    /// <summary>Writes the message, flushed.</summary>
    /// <param name="folder">The message's folder.</param>
    /// <param name="write">Writes the bytes, and gives what is known of them.</param>
    internal static T WriteMessage<T>(string folder, Func<Stream, T> write)
    {
        using var file = OwnerOnly.OpenFile(Path.Combine(folder, OutboxLayout.MessageFile), FileMode.CreateNew);
        var content = write(file);

        // The bytes must be there before the name in the queue is.
        file.Flush(flushToDisk: true);
        return content;
    }

    /// <summary>Opens the message, if it has the size that was accepted.</summary>
    /// <exception cref="SmtpSoarException">It has another one, or belongs to another user.</exception>
    internal static FileStream OpenMessage(string folder, long size)
    {
        var path = Path.Combine(folder, OutboxLayout.MessageFile);
        OutboxGuard.CheckOwner(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
        if (file.Length == size)
            return file;
        using (file)
            throw Damaged(folder, $"its {OutboxLayout.MessageFile} has {file.Length} bytes, and {size} were accepted", null);
    }

    /// <summary>Puts the record into the folder, in place of the one before it. Flushed, but its name is not.</summary>
    internal static void WriteRecord(string folder, OutboxRecord record)
    {
        var replacement = Path.Combine(folder, Replacement);
        try
        {
            using (var file = OwnerOnly.OpenFile(replacement, FileMode.Create))
            {
                OutboxRecordJson.Write(file, record);

                // Without this flush a power cut could leave the new name with an empty file.
                file.Flush(flushToDisk: true);
            }

            DurableFileSystem.Replace(replacement, Path.Combine(folder, OutboxLayout.EnvelopeFile));
        }
        catch
        {
            DeleteReplacement(folder);
            throw;
        }
    }

    /// <summary>The record of a folder.</summary>
    /// <exception cref="SmtpSoarException">It is damaged, or can't be read.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is gone.</exception>
    internal static OutboxRecord ReadRecord(string folder)
    {
        try
        {
            OutboxGuard.CheckOwner(folder);
            var record = OutboxRecordJson.Read(folder, SharedRead(Path.Combine(folder, OutboxLayout.EnvelopeFile)));
            return record.Id == Path.GetFileName(folder) ? record : throw Damaged(folder, "its record is that of another message", null);
        }
        catch (DirectoryNotFoundException)
        {
            throw;
        }
        catch (FileNotFoundException cause) when (Directory.Exists(folder))
        {
            throw Damaged(folder, $"it has no {OutboxLayout.EnvelopeFile}", cause);
        }
        catch (FileNotFoundException cause)
        {
            throw new DirectoryNotFoundException(cause.Message, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Damaged(folder, cause.Message.TrimEnd('.'), cause);
        }
    }

    /// <summary>Whether a folder is there and holds a message and nothing else.</summary>
    /// <exception cref="SmtpSoarException">Something else lies in it, or it belongs to another user.</exception>
    internal static bool IsWhollyOurs(string folder)
    {
        if (!Directory.Exists(folder))
            return false;
        OutboxGuard.CheckOwner(folder);
        if ((File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0)
            throw Errors.OutboxForeign.With(folder);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            if (Directory.Exists(path)
                || Path.GetFileName(path) is not (OutboxLayout.MessageFile or OutboxLayout.EnvelopeFile or Replacement))
                throw Errors.OutboxForeign.With(path);
        return true;
    }

    /// <summary>Deletes a record that was not finished.</summary>
    internal static void DeleteReplacement(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, Replacement));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It is overwritten by the next one.
        }
    }

    internal static SmtpSoarException Damaged(string folder, string how, Exception? cause) =>
        Errors.OutboxEntryDamaged.Because(cause, folder, how);

    // Shared for deletion, so that on Windows a reader never stands in the way of a change.
    private static byte[] SharedRead(string path)
    {
        OutboxGuard.CheckOwner(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }
}
