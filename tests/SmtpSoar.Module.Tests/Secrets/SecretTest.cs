using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Text;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>Runs commands with secrets that are looked for afterwards in all that came out.</summary>
public abstract class SecretTest : EngineTest
{
    // The default of Export-Clixml is 2.
    private const int ExportDepth = 3;

    private readonly List<Canary> _canaries = [new("Pw-canary-7d1f"), new("Client-canary-55ab"), new("Proxy-canary-e09c")];

    protected SecretTest()
    {
        Engine.SetVariable("password", new NetworkCredential("", Password).SecurePassword);
        Engine.SetVariable("secret", new NetworkCredential("", ClientSecret).SecurePassword);
    }

    protected string Password => _canaries[0].Word;

    protected string ClientSecret => _canaries[1].Word;

    protected string ProxyPassword => _canaries[2].Word;

    /// <summary>Adds a secret to those that are looked for.</summary>
    protected void Watch(string word) => _canaries.Add(new Canary(word));

    /// <summary>Runs a script, and fails where a secret shows in what it leaves behind.</summary>
    /// <returns>What it wrote.</returns>
    protected IReadOnlyList<PSObject> RunWatched(string script)
    {
        var output = Engine.Try(script);
        foreach (var canary in _canaries)
        {
            foreach (var (place, text) in Traces(output))
                canary.AssertAbsent(text, place);

            // An exported error has the line of the script that it comes from. Where the secret was typed there, that is the script's doing.
            if (!script.Contains(canary.Word, StringComparison.Ordinal))
                foreach (var exported in Exports())
                    canary.AssertAbsent(exported, "Export-Clixml");
            canary.AssertAbsentFromFiles(Folder.Path);
        }

        return output;
    }

    private IEnumerable<(string Place, string? Text)> Traces(IReadOnlyList<PSObject> output)
    {
        var failure = Engine.Failure;
        var automatic = ((IEnumerable)Engine.GetVariable("Error")).Cast<object>();
        IEnumerable<(string, string?)> traces =
        [
            ("The host", Engine.Host.Text),
            .. Engine.AllRecords().Select(record => ($"The stream of {record.GetType().Name}", (string?)Describe(record))),
            .. automatic.Select(item => ("$Error", (string?)Describe(item))),
            .. output.SelectMany(DescribeOutput),
        ];
        return failure is null ? traces : traces.Append(("The failure", Describe(failure.ErrorRecord) + failure));
    }

    private IEnumerable<string> Exports() => ((IEnumerable)Engine.GetVariable("Error")).Cast<object>()
        .Concat(Engine.AllRecords())
        .Select(item => PSSerializer.Serialize(item, ExportDepth));

    private static IEnumerable<(string Place, string? Text)> DescribeOutput(PSObject item)
    {
        yield return ("The output as text", item.ToString());
        yield return ("The output's properties", Properties(item));
        if (item.BaseObject is ErrorRecord error)
            yield return ("A caught error", Describe(error));
        if (item.Methods["ToJson"] is { } method)
            yield return ("ToJson", (string)method.Invoke());
        // An asset's secrets are secure strings, which are protected there as the system can.
        if (item.TypeNames[0] != "SmtpSoar.SmtpAsset")
            yield return ("Clixml", PSSerializer.Serialize(item, 5));
    }

    private static string Properties(PSObject item) =>
        string.Join("\n", item.Properties.Where(property => property.IsGettable).Select(property => $"{property.Name}={property.Value}"));

    private static string Describe(object record)
    {
        var error = record as ErrorRecord ?? (record as RuntimeException)?.ErrorRecord;
        if (error is null)
            return record.ToString() ?? "";
        var text = new StringBuilder()
            .AppendLine(error.ToString())
            .AppendLine(error.FullyQualifiedErrorId)
            .AppendLine(error.ErrorDetails?.Message)
            .AppendLine(error.ErrorDetails?.RecommendedAction)
            .AppendLine(error.CategoryInfo.ToString())
            .AppendLine(error.TargetObject?.ToString());
        for (Exception? cause = error.Exception; cause is not null; cause = cause.InnerException)
        {
            text.AppendLine(cause.ToString());
            foreach (DictionaryEntry entry in cause.Data)
                text.Append(entry.Key).Append('=').Append(entry.Value).AppendLine();
        }

        return text.ToString();
    }
}
