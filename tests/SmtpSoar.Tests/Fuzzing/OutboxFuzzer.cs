using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Outboxes whose records and messages were changed by somebody else, or by a bad disk.</summary>
internal sealed class OutboxFuzzer : Fuzzer
{
    private static readonly string[] Files = ["envelope.json", "envelope.json", "message.eml"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly Dictionary<string, byte[]> _sample;

    public OutboxFuzzer() => _sample = Sample();

    private string Root => Path.Combine(_folder.FullName, "outbox");

    public override FuzzInput Make(Random random)
    {
        var file = Nasty.Pick(random, Files);
        var content = Encoding.Latin1.GetString(_sample[file]);
        var (at, taken) = (random.Next(content.Length), random.Next(20));
        return new FuzzInput(("file", file), ("at", $"{at}"), ("taken", $"{taken}"), ("put", random.Next(3) switch
        {
            0 => ((char)(content[0] ^ (1 << random.Next(8)))).ToString(),
            1 => Nasty.Piece(random),
            _ => Nasty.Pick(random, ["", "\"", "null", "-1", "9", "}", "]", ",", "\u0000", "e9999", "\\u0000"]),
        }));
    }

    public override void Run(FuzzInput input)
    {
        var entry = Restore();
        var path = Path.Combine(entry, input["file"] ?? "envelope.json");
        var content = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var at = Math.Min(input.Number("at"), content.Length);
        var taken = Math.Min(input.Number("taken"), content.Length - at);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content[..at] + input["put"] + content[(at + taken)..]));

        var entries = new List<OutboxEntry>();
        SentenceCheck.Error(Failures.Of(() => entries.AddRange(List())));
        using var sender = new FuzzSender(WireRecorder.Taking("PIPELINING", "8BITMIME", "SMTPUTF8"), outbox: Root);
        foreach (var found in entries)
            CheckUnchanged(sender.SendAgain(found));
    }

    // A changed entry is sent as it was accepted, or not at all.
    private void CheckUnchanged(WireRecord? record)
    {
        var sent = Encoding.Latin1.GetString(_sample["message.eml"]);
        foreach (var content in record?.Contents ?? [])
            FuzzFindingException.If(content != sent, "another content was sent: " + WireCheck.Quoted(content));
        string[] allowed = ["a@example.org", "b@example.org"];
        var asked = record?.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)) ?? [];
        foreach (var command in asked)
            FuzzFindingException.If(!allowed.Any(command.Contains), "another recipient was asked for: " + WireCheck.Quoted(command));
    }

    public override void Dispose()
    {
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    // An entry as it lies there when the server could not be reached.
    private Dictionary<string, byte[]> Sample()
    {
        using (var sender = new FuzzSender(new WireRecorder(_ => "421 4.3.2 closing\r\n\0"u8.ToArray()), outbox: Root))
            sender.SendAnyhow(new EmailRequest { To = ["a@example.org", "b@example.org"], Subject = "subject", Body = "text" });
        return Directory.GetFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "envelope.json" or "message.eml")
            .ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes);
    }

    private string Restore()
    {
        foreach (var state in new[] { "queue", "sent", "failed", "unknown", "moving", "work", "tmp" }.Select(name => Path.Combine(Root, name)))
        {
            foreach (var old in Directory.Exists(state) ? Directory.GetDirectories(state) : [])
                Directory.Delete(old, recursive: true);
        }

        var id = System.Text.Json.JsonDocument.Parse(_sample["envelope.json"]).RootElement.GetProperty("id").GetString()!;
        var entry = Directory.CreateDirectory(Path.Combine(Root, "queue", id)).FullName;
        foreach (var (name, content) in _sample)
            File.WriteAllBytes(Path.Combine(entry, name), content);
        return entry;
    }

    private List<OutboxEntry> List()
    {
        using var store = new MailOutbox(Root, new FuzzFeedback());
        return [.. store.List(new OutboxQuery { OnDamaged = (_, damage) => SentenceCheck.Error(damage) })];
    }
}
