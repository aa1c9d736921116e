using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>The folders in a folder, in the order of their names, however many there are: some thousands at a time are in memory.</summary>
internal static class SortedNames
{
    private const int BatchSize = 4096;

    internal static IEnumerable<string> Of(string folder) => Of(folder, BatchSize);

    internal static IEnumerable<string> Of(string folder, int batchSize)
    {
        var last = "";
        for (var batch = Next(folder, last, batchSize);
            batch.Count > 0;
            batch = batch.Count < batchSize ? [] : Next(folder, last, batchSize))
        {
            foreach (var name in batch)
                yield return name;
            last = batch.Max!;
        }
    }

    // The first ones behind the last one that was given.
    private static SortedSet<string> Next(string folder, string last, int batchSize)
    {
        var batch = new SortedSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return batch;
        foreach (var name in Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)))
        {
            if (string.CompareOrdinal(name, last) <= 0 || (batch.Count == batchSize && string.CompareOrdinal(name, batch.Max) >= 0))
                continue;
            batch.Add(name);
            if (batch.Count > batchSize)
                batch.Remove(batch.Max!);
        }

        return batch;
    }
}
