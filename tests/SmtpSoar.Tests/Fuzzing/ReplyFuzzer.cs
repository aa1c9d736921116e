using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Servers that say anything at any step.</summary>
internal sealed class ReplyFuzzer : Fuzzer
{
    private const string Password = "Pl4nted-S3cret";

    private static readonly string[] Steps = ["", "EHLO", "HELO", "AUTH", "MAIL", "RCPT", "DATA", ".", "RSET", "NOOP", "QUIT"];

    private static readonly string[] Replies =
    [
        "250 2.0.0 fine", "250-one\r\n250 two", "220 test", "354 go", "334 ", "334 VXNlcm5hbWU6", "334 ====", "235 2.7.0 in",
        "421 4.3.2 closing", "450 4.2.1 later", "452 4.5.3 too many", "550 5.1.1 nobody",
        "550 5.7.1 <a@example.org>: \u001B[31mred\u0007",
        "535 5.7.8 Pl4nted-S3cret", "535 " + Convert.ToBase64String("\0alice\0Pl4nted-S3cret"u8), "552 5.5.3", "250", "25", "2500 x",
        "250-", "999 x", "000", "250 \u00FF\u00FE", "550-a\r\n450 b", "251 forwarded", "\r\n", "",
        "250-SIZE\r\n250-AUTH LOGIN PLAIN XOAUTH2\r\n250 PIPELINING",
        "250-SIZE 99999999999999999999\r\n250 8BITMIME", "250-AUTH=LOGIN\r\n250-AUTH\r\n250 SIZE -1",
    ];

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField>();
        for (var more = 1 + random.Next(3); more > 0; more--)
            fields.Add(new FuzzField("reply to " + Nasty.Pick(random, Steps), Reply(random)));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("log in", ""));
        if (Nasty.Once(random, 2))
            fields.Add(new FuzzField("two recipients", ""));
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        using var sender = new FuzzSender(new WireRecorder(command => ReplyTo(command, input)), asset =>
        {
            if (!input.Has("log in"))
                return;
            (asset.Username, asset.Password) = ("alice", new NetworkCredential("", Password).SecurePassword);
            asset.AllowInsecureAuthentication = true;
        });
        var request = new EmailRequest { To = ["a@example.org"], Subject = "subject", Body = "text" };
        if (input.Has("two recipients"))
            request.Cc = ["b@example.org"];

        var outcome = sender.SendAnyhow(request);

        SentenceCheck.Error(outcome.Error);
        foreach (var recipient in outcome.Result.Recipients)
            SentenceCheck.Text(recipient.Text ?? "");
        SentenceCheck.Text(outcome.Result.ServerResponse ?? "");
        var shown = outcome.Result.ToJson() + outcome.Error;
        var isQuoted = input.Has("log in") && shown.Contains(Password, StringComparison.Ordinal);
        FuzzFindingException.If(isQuoted, "the password shows: " + WireCheck.Quoted(shown));
    }

    private static string Reply(Random random) => random.Next(5) switch
    {
        0 => Nasty.Text(random),
        1 => Nasty.Damaged(random, Nasty.Pick(random, Replies)) + "\r\n",
        _ => Nasty.Pick(random, Replies) + "\r\n",
    };

    private static byte[] ReplyTo(string command, FuzzInput input)
    {
        var verb = command.Split(' ')[0].ToUpperInvariant();
        return input["reply to " + verb] is { } reply ? Whole(reply) : Encoding.ASCII.GetBytes(verb switch
        {
            "" => "220 test\r\n",
            "EHLO" => "250-test\r\n250-AUTH PLAIN LOGIN\r\n250 PIPELINING\r\n",
            "DATA" => "354 go on\r\n",
            "AUTH" => "235 2.7.0 in\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 2.0.0 fine\r\n",
        });
    }

    // Where no line ends the client would wait until its time is over: such a server closes the connection instead.
    private static byte[] Whole(string reply)
    {
        var last = reply.TrimEnd('\n').Split('\n').Last();
        var ends = reply.EndsWith('\n') && last.Length >= 4 && last.Take(3).All(char.IsAsciiDigit) && last[3] != '-';
        return ends ? Encoding.Latin1.GetBytes(reply) : [.. Encoding.Latin1.GetBytes(reply), WireRecorder.Close];
    }
}
