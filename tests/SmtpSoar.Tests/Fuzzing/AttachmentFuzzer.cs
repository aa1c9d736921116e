using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Attachments;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Content ids, content types and names of attachments, and <c>attachment_json</c>.</summary>
internal sealed partial class AttachmentFuzzer : Fuzzer
{
    private static readonly string[] Html = ["<img src='cid:logo'>", "<p>x</p>", "<style>a{background:url(cid:a%20b)}</style>"];

    private static readonly string[] ContentIds = ["logo", "logo@example.org", "<logo>", "cid:logo", "cid:%3Clogo%3E", "\"", "a b", ""];

    private static readonly string[] Types =
    [
        "text/plain", "text/plain; charset=utf-8", "application/pdf; name=\"a.pdf\"", "image/png", "x", "a/b/c", "text/plain; charset=\"",
        "message/rfc822", "multipart/mixed; boundary=x", "text/calendar; method=REQUEST",
        "application/octet-stream; name*=utf-8''a%0D%0Ab", "",
    ];

    private static readonly string[] FileNames =
    [
        "a.txt", "invite.ics", "bericht für März.pdf", "a\"b.txt", "..", "a/b.txt", "C:\\x\\y.doc", "mail.eml", "noextension", ".hidden",
        "",
    ];

    private static readonly string[] Contents =
    [
        "", "text\n", "\u0001\u00FF", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "\u00FF\u00FEa\0b\0",
        "\u00EF\u00BB\u00BFx", "\n.\n", ".\r\n..\r\n",
    ];

    private static readonly string[] Json =
    [
        "[{\"vault_id\": \"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\", \"content_id\": \"chart\"}]",
        "[{\"vault_id\": 1, \"content_id\": null}]", "[[[[[[[[]]]]]]]]", "{}", "[1]", "[{\"vault_id\": \"\\ud800\"}]", "null",
        "[{\"content_id\": true}]",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly FuzzSender _modern = FuzzSender.Modern();
    private readonly FuzzSender _old = FuzzSender.Old();

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new("Html", Nasty.Like(random, Html)) };
        for (var more = 1 + random.Next(3); more > 0; more--)
        {
            fields.Add(new FuzzField("Content", Nasty.Like(random, Contents)));
            fields.Add(new FuzzField("ContentId", Nasty.Once(random, 3) ? "" : Nasty.Like(random, ContentIds)));
            fields.Add(new FuzzField("ContentType", Nasty.Once(random, 3) ? "" : Nasty.Like(random, Types)));
            fields.Add(new FuzzField("FileName", Nasty.Once(random, 3) ? "" : Nasty.Like(random, FileNames)));
        }

        if (Nasty.Once(random, 3))
            fields.Add(new FuzzField("Json", Nasty.Like(random, Json)));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("old server", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var request = new HtmlEmailRequest
        {
            To = ["a@example.org"],
            Subject = "subject",
            HtmlBody = input["Html"] ?? "x",
            Attachments = [.. Attachments(input)],
            VaultPath = Path.Combine(_folder.FullName, "vault"),
        };

        var (_, record) = (input.Has("old server") ? _old : _modern).Send(request);

        if (record.Contents.Count == 0)
            return;
        WireCheck.Header(record.Contents[0], []);
        CheckParts(record.Contents[0]);
    }

    public override void Dispose()
    {
        _modern.Dispose();
        _old.Dispose();
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    private IEnumerable<AttachmentReference> Attachments(FuzzInput input)
    {
        var (contents, ids, types, names) = (input.All("Content"), input.All("ContentId"), input.All("ContentType"), input.All("FileName"));
        for (var i = 0; i < contents.Count; i++)
        {
            var path = Path.Combine(_folder.FullName, $"file{i}.txt");
            File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(contents[i]));
            yield return new AttachmentReference { Path = path, ContentId = At(ids, i), ContentType = At(types, i), Name = At(names, i) };
        }

        foreach (var reference in FromJson(input["Json"] ?? ""))
            yield return reference;
    }

    private static string? At(IReadOnlyList<string> texts, int place) =>
        place < texts.Count && texts[place].Length > 0 ? texts[place] : null;

    private static IReadOnlyList<AttachmentReference> FromJson(string json)
    {
        try
        {
            return AttachmentJson.Read(json);
        }
        catch (SmtpSoarException error)
        {
            SentenceCheck.Error(error);
            return [];
        }
    }

    // The lines after a boundary line, up to the empty line, are the header of a part.
    private static void CheckParts(string content)
    {
        foreach (Match boundary in Boundary().Matches(content))
        {
            foreach (var part in content.Split("\r\n--" + boundary.Groups[1].Value + "\r\n").Skip(1))
                WireCheck.Header(part, []);
        }
    }

    [GeneratedRegex("boundary=\"?(=-[^\"\r\n]+)\"?")]
    private static partial Regex Boundary();
}
