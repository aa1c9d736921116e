using System;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Makes a message in an outbox older, as a record of the first version, which had no digest.</summary>
internal static class OldRecord
{
    private const string Format = "yyyyMMdd'T'HHmmssfffffff";

    public static void Age(string folder, TimeSpan age)
    {
        var file = Path.Combine(folder, "envelope.json");
        var record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        var accepted = DateTimeOffset.Now - age;
        var id = accepted.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) + Path.GetFileName(folder)[^9..];
        record["version"] = 1;
        record["id"] = id;
        record["accepted"] = accepted.ToString("O", CultureInfo.InvariantCulture);
        record["since"] = accepted.ToString("O", CultureInfo.InvariantCulture);
        record.Remove("finished");
        record.Remove("digest");
        File.WriteAllText(file, record.ToJsonString());
        Directory.Move(folder, Path.Combine(Path.GetDirectoryName(folder)!, id));
    }
}
