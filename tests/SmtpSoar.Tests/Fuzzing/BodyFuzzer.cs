using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Tests.Html;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Bodies: text, HTML, HTML that is sanitized, each with any characters.</summary>
internal sealed class BodyFuzzer : Fuzzer
{
    private static readonly string[] Texts =
    [
        "Hello\r\nworld", ".\r\n..\r\n.", "\n.\n", new('x', 3_000), "Grüße\n", "<html><body>x</body></html>", "<!DOCTYPE html><p>x",
        "From here\n", "a=b&=\u00FF",
    ];

    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new(Nasty.Once(random, 3) ? "Text" : "Html", Body(random)) };
        if (Nasty.Once(random, 5))
            fields.Add(new FuzzField("Alternative", Nasty.Like(random, Texts)));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("sanitize", ""));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("old server", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        ComposedMailRequest request = input["Text"] is { } text
            ? new EmailRequest { Body = text }
            : new HtmlEmailRequest { HtmlBody = input["Html"] ?? "", TextBody = input["Alternative"], Sanitize = input.Has("sanitize") };
        request.To = ["a@example.org"];
        request.Subject = "subject";

        var (_, record) = (input.Has("old server") ? _old : _modern).Send(request);

        if (record.Contents.Count == 0)
            return;
        WireCheck.Header(record.Contents[0], []);
        var html = record.Contents[0][(record.Contents[0].IndexOf("Content-Type: text/html", StringComparison.Ordinal) + 1)..];
        var hasScript = request is HtmlEmailRequest { Sanitize: true } && html.Contains("<script", StringComparison.OrdinalIgnoreCase);
        FuzzFindingException.If(hasScript, "a script was left by -Sanitize: " + WireCheck.Quoted(html));
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        base.Dispose();
    }

    private static string Body(Random random) => random.Next(6) switch
    {
        0 => Nasty.Like(random, Texts),
        1 => Nasty.Text(random, 30),
        2 => string.Concat(Enumerable.Repeat(new RandomHtml(random.Next()).Broken(3), 1 + random.Next(200))),
        _ => Nasty.Damaged(random, new RandomHtml(random.Next()).Broken(random.Next(60))),
    };
}
