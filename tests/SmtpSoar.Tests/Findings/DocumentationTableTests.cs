using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary>
/// <c>docs/connector-documentation.md</c> names a test for each statement of the connector's documentation (2.3.2). Here is what that
/// documentation has: its names, and how many notes.
/// </summary>
public sealed class DocumentationTableTests
{
    private const int Notes = 76;

    private const string EmailParameters = "attachments bcc body cc from headers subject to";

    private const string HtmlParameters = "attachment1 attachment2 attachment3 attachment4 attachment5 attachment_json bcc cc "
        + "content_id1 content_id2 content_id3 content_id4 content_id5 from headers html_body subject text_body to";

    private static readonly TestTable Table = new("connector-documentation.md");

    private static readonly IReadOnlyDictionary<string, string> ParametersByAction = new Dictionary<string, string>
    {
        ["send email"] = EmailParameters,
        ["send rawemail"] = "raw_email",
        ["send htmlemail"] = HtmlParameters,
    };

    private static readonly string[] Variables =
    [
        "server", "port", "username", "password", "client_id", "client_secret", "auth_url", "token_url", "scopes", "sender_address",
        "ssl_config", "allow_smtputf8", "encoding",
    ];

    private static readonly string[] Outputs =
    [
        "action_result.status", "action_result.data", "action_result.summary", "action_result.message",
        "summary.total_objects", "summary.total_objects_successful",
    ];

    [Fact]
    public void Table_EveryName_StandsThereOnce() => Assert.Equal(
        Names().Order(StringComparer.Ordinal), Table.Names.Where(name => !IsNote(name)).Order(StringComparer.Ordinal));

    [Fact]
    public void Table_EveryNote_StandsThereOnceAndInOrder() =>
        Assert.Equal(Enumerable.Range(1, Notes).Select(number => $"N{number:00}"), Table.Names.Where(IsNote));

    [Fact]
    public void Table_Count_IsWhatThePageSays() =>
        Assert.Contains($"\n{Table.Names.Count()} statements.", Repository.Read("docs", "connector-documentation.md"), StringComparison.Ordinal);

    [Fact]
    public void Table_EveryTest_Exists() => Table.AssertEachTestExists();

    private static IEnumerable<string> Names() =>
    [
        .. Variables.Select(name => $"variable {name}"),
        "action test connectivity",
        .. ParametersByAction.Keys.Select(action => $"action {action}"),
        .. ParametersByAction.SelectMany(action => OfAction(action.Key, action.Value.Split(' '))),
    ];

    // Each parameter comes back in the output.
    private static IEnumerable<string> OfAction(string action, string[] parameters) =>
    [
        .. parameters.Select(name => $"{action}: parameter {name}"),
        .. parameters.Select(name => $"{action}: output action_result.parameter.{name}"),
        .. Outputs.Select(path => $"{action}: output {path}"),
    ];

    private static bool IsNote(string name) => name is ['N', >= '0' and <= '9', >= '0' and <= '9'];
}
