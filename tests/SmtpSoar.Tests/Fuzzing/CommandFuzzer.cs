using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Tests.Engine;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>The commands in a real engine: all that a playbook may splat, hashtables of assets, attachments and headers too.</summary>
internal sealed class CommandFuzzer : Fuzzer
{
    private static readonly string[] Commands = ["Send-SoarEmail", "Send-SoarHtmlEmail", "Send-SoarHtmlEmail", "Send-SoarRawEmail"];

    private static readonly string[] Parameters =
    [
        "Subject", "Body", "HtmlBody", "TextBody", "From", "Cc", "Bcc", "ReplyTo", "Headers", "Attachments", "AttachmentJson",
        "Attachment1", "ContentId1", "Sanitize", "encoding", "Priority", "DeliveryNotification", "RawEmail", "EnvelopeTo",
        "ReadReceiptTo", "VaultPath", "AllowMissingAttachment",
    ];

    private static readonly string[] AssetKeys =
    [
        "SenderAddress", "Encoding", "TimeoutSec", "LocalDomain", "port", "ssl_config", "auth_type", "username", "password", "Proxy",
        "Scopes", "token_url", "CertificateThumbprint", "MaxConnections", "unknown", "Name",
    ];

    private static readonly string[] AttachmentKeys =
    [
        "Path", "Name", "ContentType", "ContentId", "VaultId", "vault_id", "content_id", "unknown",
    ];

    private static readonly string[] Values =
    [
        "a@example.org", "text", "<p>x</p>", "true", "0", "High", "Never", "logo", "{\"X-A\": 1}", "[{\"vault_id\": \"x\"}]",
        "From: a@example.org\nTo: b@example.org\n\nx", "text/plain", "",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly CmdletEngine _engine = new();
    private readonly string _file;

    public CommandFuzzer()
    {
        _file = Path.Combine(_folder.FullName, "file.txt");
        File.WriteAllText(_file, "content");
        Directory.CreateDirectory(Pickup);
    }

    private string Pickup => Path.Combine(_folder.FullName, "pickup");

    public override FuzzInput Make(Random random)
    {
        var fields = new List<FuzzField> { new("command", Nasty.Pick(random, Commands)) };
        Add(fields, random, "parameter", Parameters, 4);
        Add(fields, random, "asset", AssetKeys, 2);
        Add(fields, random, "attachment", AttachmentKeys, 3);
        Add(fields, random, "header", ["X-Case", "Subject", "To", "Date", "Content-Type", "References"], 2);
        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        var run = Call(input["command"] ?? Commands[0], Splatted(input));

        foreach (var error in run.Errors)
            Check(error.Exception);
        foreach (var warning in run.Warnings)
            SentenceCheck.Text(warning);
        foreach (var file in Directory.GetFiles(Pickup))
        {
            WireCheck.Stream(new WireRecord(File.ReadAllBytes(file), [], []));
            File.Delete(file);
        }
    }

    public override void Dispose()
    {
        _engine.Dispose();
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    private static void Add(List<FuzzField> fields, Random random, string place, string[] keys, int most)
    {
        for (var more = random.Next(most + 1); more > 0; more--)
        {
            var key = Nasty.Once(random, 15) ? Nasty.Text(random, 3) : Nasty.Pick(random, keys);
            fields.Add(new FuzzField($"{place} {key}", Nasty.Like(random, Values)));
        }
    }

    // The engine's own refusals of parameters are as good as ours.
    private static void Check(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SmtpSoarException ours)
            {
                SentenceCheck.Error(ours);
                return;
            }
        }

        if (failure is not (ParameterBindingException or { InnerException: PSArgumentException }))
            throw new FuzzFindingException("an error that is not the module's: " + failure, failure);
    }

    private CommandRun Call(string command, Hashtable parameters)
    {
        try
        {
            return _engine.Call(command, parameters);
        }
        catch (RuntimeException failure)
        {
            Check(failure);
            return new CommandRun([], [], []);
        }
    }

    private Hashtable Splatted(FuzzInput input)
    {
        var parameters = Table(input, "parameter");
        var asset = Table(input, "asset");
        (asset["PickupDirectory"], asset["SenderAddress"]) = (Pickup, asset["SenderAddress"] ?? "sender@example.org");
        parameters["Asset"] = asset;
        parameters["Confirm"] = false;
        if (!input["command"]!.Contains("Raw", StringComparison.Ordinal))
            parameters["To"] = "to@example.org";
        if (Table(input, "attachment") is { Count: > 0 } attachment)
            parameters["Attachments"] = WithFile(attachment);
        if (Table(input, "header") is { Count: > 0 } headers)
            parameters["Headers"] = headers;
        return parameters;
    }

    private Hashtable WithFile(Hashtable attachment)
    {
        if (attachment.Count % 2 == 1)
            attachment["Path"] = _file;
        return attachment;
    }

    private static Hashtable Table(FuzzInput input, string place)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var field in input.Fields.Where(field => field.Place.StartsWith(place + " ", StringComparison.Ordinal)))
            table[field.Place[(place.Length + 1)..]] = field.Text;
        return table;
    }
}
