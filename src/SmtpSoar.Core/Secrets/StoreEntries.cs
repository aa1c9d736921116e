using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Secrets;

/// <summary>Reads and writes the entries' files. A caller that changes one holds its lock.</summary>
internal sealed class StoreEntries(StoreFolder folder, IReadOnlyList<IProtector> protectors)
{
    /// <summary>The first way of protection, or the error that there is none.</summary>
    internal void RefuseUnprotectable(StoreKey key)
    {
        if (!protectors.Any(protector => protector.IsAvailable))
            throw Unprotectable(key, null);
    }

    /// <summary>The key that stands in a file, or <see langword="null"/> if there is none.</summary>
    internal StoreKey? ReadKey(string stem) => Open(stem)?.Key;

    /// <summary>Reads a file's entry, or gives <see langword="null"/> if there is no file.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written.</exception>
    internal byte[]? Read(string stem) => Open(stem) is { } entry ? Unprotect(entry) : null;

    /// <summary>Writes an entry, whole or not at all, with the way of protection that it had, else with the best that works.</summary>
    internal bool Write(StoreKey key, byte[] content)
    {
        SmtpSoarException? failure = null;
        foreach (var protector in Preferred(key.Stem))
        {
            try
            {
                var header = Envelope.MakeHeader(key, protector.Kind);
                WriteFile(folder.EntryPath(key.Stem), header, protector.Protect(content, header));
                return true;
            }
            catch (SmtpSoarException exception) when (exception.Definition == Errors.StoreProtectionUnavailable)
            {
                failure = exception;
            }
        }

        throw Unprotectable(key, failure);
    }

    /// <summary>Protects something, to see whether that can be done, and keeps it nowhere.</summary>
    internal bool TryToProtect(StoreKey key)
    {
        SmtpSoarException? failure = null;
        foreach (var protector in Preferred(key.Stem))
        {
            try
            {
                return protector.Protect([0], Envelope.MakeHeader(key, protector.Kind)).Length > 0;
            }
            catch (SmtpSoarException exception) when (exception.Definition == Errors.StoreProtectionUnavailable)
            {
                failure = exception;
            }
        }

        throw Unprotectable(key, failure);
    }

    /// <summary>Whether there was something to delete.</summary>
    internal bool Delete(string stem)
    {
        var path = folder.EntryPath(stem);
        var was = File.Exists(path);
        File.Delete(path);
        return was;
    }

    /// <summary>Renames a damaged entry, so that it is out of the way and yet there.</summary>
    internal string SetAside(string stem, DateTimeOffset now)
    {
        var source = folder.EntryPath(stem);
        var wanted = source + now.UtcDateTime.ToString("'.damaged-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var destination = wanted;
        for (var number = 2; File.Exists(destination); number++)
            destination = $"{wanted}-{number}";
        File.Move(source, destination);
        return destination;
    }

    private Envelope? Open(string stem)
    {
        if (folder.ReadFile(folder.EntryPath(stem)) is not { } content)
            return null;
        try
        {
            var entry = Envelope.Parse(content, $"entry {stem}");
            // A file that was put in another's place.
            return entry.Key.Stem == stem ? entry : throw new FormatException("it belongs to another name");
        }
        catch (FormatException exception)
        {
            throw new DamagedEntryException(exception.Message, exception);
        }
    }

    // A runbook must be able to read its entry also after a user with a keyring wrote to it.
    private IEnumerable<IProtector> Preferred(string stem)
    {
        var present = Open(stem)?.Kind;
        return protectors.Where(protector => protector.IsAvailable).OrderByDescending(protector => protector.Kind == present);
    }

    private byte[] Unprotect(Envelope entry)
    {
        var protector = protectors.FirstOrDefault(candidate => candidate.Kind == entry.Kind) ?? throw Unknown(entry);
        try
        {
            return protector.Unprotect(entry);
        }
        catch (CryptographicException exception)
        {
            throw new DamagedEntryException("its content does not fit its seal", exception);
        }
    }

    private void WriteFile(string path, byte[] header, byte[] body)
    {
        using var file = new TemporaryFile(folder.TemporaryFolder);
        file.Stream.Write(header, 0, header.Length);
        file.Stream.Write(body, 0, body.Length);
        file.Complete();
        file.MoveTo(path);
    }

    private static Exception Unknown(Envelope entry) => entry.Kind is >= ProtectionKind.Dpapi and <= ProtectionKind.Keyring
        ? Errors.StoreProtectionUnavailable.With($"What protects the {entry.Key} ({entry.Kind})", "this system does not have it")
        : new DamagedEntryException("it names a protection that there is not", null);

    private static SmtpSoarException Unprotectable(StoreKey key, SmtpSoarException? cause) =>
        Errors.StoreUnprotectable.Because(cause, key, cause?.Sentence.TrimEnd('.') ?? "this system has no means for it");
}
