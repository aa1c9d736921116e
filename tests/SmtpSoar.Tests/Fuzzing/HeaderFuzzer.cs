using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition.Headers;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Subjects and header fields: names, values, all of them as JSON.</summary>
internal sealed class HeaderFuzzer : Fuzzer
{
    private static readonly string[] Names =
    [
        "X-Case", "X-Case", "Subject", "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Date", "Message-ID", "In-Reply-To", "References",
        "Resent-To", "Resent-From", "Errors-To", "Received", "Content-Type",
        "MIME-Version", "List-Unsubscribe", "Return-Path",
        "X-" + "Long-Name-That-Goes-On-And-On-Until-A-Line-Is-Nearly-Full-And-Then-Some-More-Of-It-For-Good-Measure",
    ];

    private static readonly string[] Values =
    [
        "plain", "Grüße aus Köln", "<id@example.org>", "<a@b> <c@d>", "Sat, 28 Nov 2026 10:00:00 +0100", "a@example.org",
        "\"Ann\" <a@example.org>, b@example.org", "a; b=c; d=\"e\"", "=?utf-8?Q?gr=C3=BC=C3=9Fe?=", "", " ",
    ];

    private static readonly string[] JsonTexts =
    [
        "{\"X-A\": \"one\", \"X-B\": [1, true, null]}", "{\"X-A\": {\"b\": 1}}", "{\"X-A\": \"a\\r\\nX-Evil: 1\"}", "[]", "{\"\": \"x\"}",
    ];

    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new("To", "a@example.org"), new("Subject", Nasty.Like(random, Values)) };
        for (var more = random.Next(4); more > 0; more--)
        {
            var name = Nasty.Pick(random, Names);
            fields.Add(new FuzzField("Name", Nasty.Once(random, 4) ? Nasty.Damaged(random, name) : name));
            fields.Add(new FuzzField("Value", Nasty.Like(random, Values)));
        }

        if (Nasty.Once(random, 3))
            fields.Add(new FuzzField("Json", Nasty.Like(random, JsonTexts)));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("old server", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var fields = input.All("Name").Zip(input.All("Value"), (name, value) => new HeaderField(name, value)).ToList();
        if (input["Json"] is { } json)
            fields.AddRange(FromJson(json));
        var request = new EmailRequest { To = [.. input.All("To")], Subject = input["Subject"], Headers = fields, Body = "text" };

        var (outcome, record) = (input.Has("old server") ? _old : _modern).Send(request);

        if (record.Contents.Count == 0)
            return;
        WireCheck.Header(record.Contents[0], fields.Select(field => field.Name));
        Mailboxes.CheckAsked(outcome.Result, request.To.Concat(fields.Select(field => field.Value)));
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        base.Dispose();
    }

    private static IReadOnlyList<HeaderField> FromJson(string json)
    {
        try
        {
            return HeaderJson.Read(json);
        }
        catch (SmtpSoarException error)
        {
            SentenceCheck.Error(error);
            return [];
        }
    }
}
