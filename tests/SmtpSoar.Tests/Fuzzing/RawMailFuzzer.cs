using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Finished mails, as text and as files.</summary>
internal sealed class RawMailFuzzer : Fuzzer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new(Nasty.Once(random, 2) ? "Text" : "File", MailTexts.Make(random)) };
        if (Nasty.Once(random, 3))
            fields.Add(new FuzzField("EnvelopeTo", Mailboxes.List(random)));
        if (Nasty.Once(random, 4))
            fields.Add(new FuzzField("EnvelopeFrom", Mailboxes.List(random)));
        if (Nasty.Once(random, 6))
            fields.Add(new FuzzField("UTF-8 file", ""));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("old server", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var request = new RawEmailRequest { EnvelopeFrom = input["EnvelopeFrom"], EnvelopeTo = [.. input.All("EnvelopeTo")] };
        if (input["File"] is { } content)
            request.Path = Written(content, input.Has("UTF-8 file"));
        else
            request.Text = input["Text"] ?? "";

        var (outcome, record) = (input.Has("old server") ? _old : _modern).Send(request);

        if (record.Contents.Count == 0)
            return;
        var file = input["File"] ?? "";
        var asBytes = Encoding.Latin1.GetString(Encoding.Latin1.GetBytes(file));
        Mailboxes.CheckAsked(outcome.Result, [file, asBytes, input["Text"] ?? "", .. request.EnvelopeTo]);
        var header = "\r\n" + record.Contents[0].Split("\r\n\r\n")[0];
        foreach (var name in new[] { "\r\nBcc:", "\r\nResent-Bcc:" })
            FuzzFindingException.If(header.Contains(name, StringComparison.OrdinalIgnoreCase), "a blind copy shows: " + WireCheck.Quoted(header));
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    private string Written(string text, bool isUtf8)
    {
        var path = Path.Combine(_folder.FullName, "mail.eml");
        File.WriteAllBytes(path, (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text));
        return path;
    }
}
