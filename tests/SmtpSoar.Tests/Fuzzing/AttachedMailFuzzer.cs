using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Finished mails as attachments.</summary>
internal sealed class AttachedMailFuzzer : Fuzzer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();
    private readonly FuzzSender _kept;

    public AttachedMailFuzzer() =>
        _kept = new FuzzSender(WireRecorder.Taking("8BITMIME"), outbox: Path.Combine(_folder.FullName, "outbox"));

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new("File", MailTexts.Make(random)) };
        if (Nasty.Once(random, 3))
            fields.Add(new FuzzField("Another", MailTexts.Make(random)));
        fields.Add(new FuzzField(Nasty.Pick(random, ["modern server", "old server", "old server", "outbox"]), ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var request = new EmailRequest { To = ["a@example.org"], Subject = "subject", Body = "text" };
        foreach (var place in new[] { "File", "Another" })
        {
            if (input[place] is not { } text)
                continue;
            var path = Path.Combine(_folder.FullName, place + ".eml");
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
            request.Attachments.Add(new AttachmentReference { Path = path });
        }

        var (outcome, record) = (input.Has("outbox") ? _kept : input.Has("old server") ? _old : _modern).Send(request);

        FuzzFindingException.If(outcome.Error?.Kind == ErrorKind.InvalidArgument, "an attachment was refused: " + outcome.Error?.Message);
        if (record.Contents.Count > 0)
            WireCheck.Header(record.Contents[0], []);
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        _kept.Dispose();
        _folder.Delete(recursive: true);
        base.Dispose();
    }
}
