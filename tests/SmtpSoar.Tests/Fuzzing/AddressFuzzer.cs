using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Address lists in all parameters that take them.</summary>
internal sealed class AddressFuzzer : Fuzzer
{
    private static readonly string[] Places = ["To", "To", "To", "Cc", "Bcc", "From", "ReplyTo", "ReadReceiptTo"];

    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new("To", Mailboxes.List(random)) };
        for (var more = random.Next(3); more > 0; more--)
            fields.Add(new FuzzField(Nasty.Pick(random, Places), Mailboxes.List(random)));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("old server", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var request = new EmailRequest
        {
            To = [.. input.All("To")], Cc = [.. input.All("Cc")], Bcc = [.. input.All("Bcc")], From = input["From"],
            ReplyTo = [.. input.All("ReplyTo")], ReadReceiptTo = [.. input.All("ReadReceiptTo")], Subject = "subject", Body = "text",
        };

        var (outcome, record) = (input.Has("old server") ? _old : _modern).Send(request);

        if (record.Contents.Count == 0)
            return;
        WireCheck.Header(record.Contents[0], []);
        Mailboxes.CheckAsked(outcome.Result, request.To.Concat(request.Cc).Concat(request.Bcc));
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        base.Dispose();
    }
}
