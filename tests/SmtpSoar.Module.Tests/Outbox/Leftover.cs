using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>A message as it lies in an outbox, read without the module.</summary>
internal sealed record Leftover(int Number, string State, bool Resent, string Sha256)
{
    public static IReadOnlyList<Leftover> Read(string outbox) => new[] { "queue", "sent", "failed", "unknown" }
        .SelectMany(state => Folders(Path.Combine(outbox, state)).Select(folder => Read(folder, state)))
        .ToList();

    /// <summary>The numbers of everything that was accepted, wherever it lies. Nobody may be at work.</summary>
    public static HashSet<int> Numbers(string outbox) => Directory.Exists(outbox)
        ? [.. Directory.GetFiles(outbox, "envelope.json", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(outbox, "tmp"), StringComparison.Ordinal))
            .Select(file => NumberOf(JsonDocument.Parse(File.ReadAllText(file)).RootElement))]
        : [];

    /// <summary>Nothing is half, and nobody left anything in the middle of their work.</summary>
    public static void AssertClean(string outbox)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(outbox, "tmp")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(outbox, "work")));
        Assert.Equal(["failed", "moving", "outbox.lock", "queue", "sent", "tmp", "unknown", "work"], Directory.GetFileSystemEntries(outbox).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string[] Folders(string parent) => Directory.Exists(parent) ? Directory.GetDirectories(parent) : [];

    private static Leftover Read(string folder, string state)
    {
        Assert.Equal(["envelope.json", "message.eml"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "envelope.json"))).RootElement;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "message.eml"))));
        Assert.Equal(json.GetProperty("sha256").GetString(), sha256);
        Assert.Equal(json.GetProperty("id").GetString(), Path.GetFileName(folder));
        return new Leftover(NumberOf(json), state, json.GetProperty("resent").GetBoolean(), sha256);
    }

    private static int NumberOf(JsonElement json) => int.Parse(json.GetProperty("subject").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
