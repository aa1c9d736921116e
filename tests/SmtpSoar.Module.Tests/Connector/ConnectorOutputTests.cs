using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Connector;

/// <summary><c>ToJson()</c> has every output path of the connector's documentation, with the documented type, and no other.</summary>
public sealed class ConnectorOutputTests : EngineTest
{
    private static readonly string[] EmailParameters = ["attachments", "bcc", "body", "cc", "from", "headers", "subject", "to"];

    private static readonly string[] HtmlParameters =
    [
        "attachment1", "attachment2", "attachment3", "attachment4", "attachment5", "attachment_json", "bcc", "cc",
        "content_id1", "content_id2", "content_id3", "content_id4", "content_id5", "from", "headers", "html_body", "subject", "text_body", "to",
    ];

    private readonly string[] _ids;

    public ConnectorOutputTests()
    {
        StartServer();
        _ids = [.. Engine.Run("1..6 | ForEach-Object { [IO.File]::WriteAllText(\"$folder/$_.txt\", \"file $_\"); (Add-SoarVaultFile $folder/$_.txt -VaultPath $folder/vault).VaultId }").Select(id => id.ToString())];
    }

    [Fact]
    public void SendEmail_EveryParameter_ComesBackAsItWasGiven()
    {
        var parameters = Given(EmailParameters);
        parameters["attachments"] = $"{_ids[0]}, {_ids[1]}";

        AssertGivenBack("send email", parameters, Output("Send-SoarEmail @parameters -VaultPath $folder/vault -Asset $asset", parameters));
    }

    [Fact]
    public void SendHtmlEmail_EveryParameter_ComesBackAsItWasGiven()
    {
        var parameters = Given(HtmlParameters);
        for (var i = 1; i <= 5; i++)
            parameters[$"attachment{i}"] = _ids[i - 1];
        parameters["attachment_json"] = $$"""[ {"vault_id": "{{_ids[5]}}", "content_id": "j"} ]""";

        AssertGivenBack("send htmlemail", parameters, Output("Send-SoarHtmlEmail @parameters -VaultPath $folder/vault -Asset $asset", parameters));
    }

    [Fact]
    public void SendRawEmail_ItsParameter_ComesBackAsItWasGiven()
    {
        var parameters = new Dictionary<string, object> { ["raw_email"] = "to: a@example.org\\n from:b@example.org\\n\\nBody Text" };

        AssertGivenBack("send rawemail", parameters, Output("Send-SoarRawEmail @parameters -Asset $asset", parameters));
    }

    [Theory]
    [InlineData("Send-SoarEmail -To 'TO' -Body x")]
    [InlineData("Send-SoarHtmlEmail -To 'TO' -HtmlBody x")]
    [InlineData("Send-SoarRawEmail 'From: a@example.org\\nTo: TO\\n\\nx'")]
    public void Output_OfSuccessAndOfFailure_HasTheSamePaths(string command)
    {
        AssertPaths(command.Replace("TO", "b@example.org", StringComparison.Ordinal), "success", 1, "Email sent");
        AssertPaths(command.Replace("TO", "", StringComparison.Ordinal), "failed", 0, "recipient");
    }

    [Theory]
    [InlineData("Send-SoarEmail -To a@example.org -Body x -Asset $asset", "body,to")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -HtmlBody x -Asset $asset", "html_body,to")]
    [InlineData("Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nx' -Asset $asset", "raw_email")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/a.eml\", \"From: a@example.org`nTo: b@example.org`n`nx\"); Send-SoarRawEmail -Path $folder/a.eml -Asset $asset", "path")]
    [InlineData("Send-SoarEmail -To a@example.org -Body x -Headers @{ From = 'h@example.org' } -Asset $asset", "body,headers,to")]
    [InlineData("Test-SmtpAsset $asset", "")]
    public void Parameters_ThatAreNotGiven_AreAbsent(string script, string expected)
    {
        using var json = Json(script);

        Assert.Equal(expected, string.Join(',', Names(json.RootElement.GetProperty("action_result").GetProperty("parameter")).Order()));
    }

    [Fact]
    public void From_WithAName_KeepsIt() => Assert.Equal("Sender <sender@example.org>", Parameter("from", "Send-SoarEmail -To a@example.org -From 'Sender <sender@example.org>' -Body x -Asset $asset"));

    [Theory]
    [InlineData("'{\"Subject\": \"Test1\", \"To\": \"t@example.org\"}'", """{"Subject": "Test1", "To": "t@example.org"}""")]
    [InlineData("'{\"X-A\": '", "{\"X-A\": ")]
    [InlineData("' '", " ")]
    [InlineData("@{ 'X-A' = 1 }", """{"X-A":1}""")]
    [InlineData("[ordered]@{ 'X-N' = 1.5; 'X-D' = [decimal]1.25; 'X-B' = $true; 'X-Z' = $null; 'X-T' = '7' }", """{"X-N":1.5,"X-D":1.25,"X-B":true,"X-Z":null,"X-T":"7"}""")]
    [InlineData("[pscustomobject]@{ 'X-B' = 'two'; 'X-A' = 'ü <b>' }", """{"X-B":"two","X-A":"ü <b>"}""")]
    [InlineData("@{ 'X-A' = 'one', 2, @($false) }", """{"X-A":["one",2,[false]]}""")]
    [InlineData("@{ 'X-A' = [datetime]::SpecifyKind([datetime]::new(2024, 1, 31, 10, 0, 0), 'Utc') }", """{"X-A":"Wed, 31 Jan 2024 10:00:00 +0000"}""")]
    [InlineData("@{ 'X-A' = [DayOfWeek]::Monday }", """{"X-A":"Monday"}""")]
    [InlineData("@{ 'X-A' = [guid]::Empty }", """{"X-A":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("@{ 'X-A' = [double]::NaN }", """{"X-A":"NaN"}""")]
    [InlineData("@{ 'X-A' = @{ b = 1 } }", """{"X-A":{"b":1}}""")]
    [InlineData("42", "42")]
    public void Headers_InAnyForm_AreJsonText(string headers, string expected) =>
        Assert.Equal(expected, Parameter("headers", $"Send-SoarEmail -To a@example.org -Body x -Headers ({headers}) -Asset $asset -ErrorAction Ignore"));

    [Fact]
    public void Headers_UnderGermanCulture_AreTheSame() =>
        Assert.Equal("""{"X-A":1234.5}""", Parameter("headers", "[cultureinfo]::CurrentCulture = 'de-DE'; Send-SoarEmail -To a@example.org -Body x -Headers @{ 'X-A' = 1234.5 } -Asset $asset"));

    [Fact]
    public void Headers_ThatReferToThemselves_StillGiveAResult() =>
        Assert.StartsWith("{\"X-A\":", Parameter("headers", "$h = @{}; $h['X-A'] = $h; Send-SoarEmail -To a@example.org -Body x -Headers $h -Asset $asset -ErrorAction Ignore"), StringComparison.Ordinal);

    [Theory]
    [InlineData("'[{\"vault_id\": \"ID\"} ]'", """[{"vault_id": "ID"} ]""")]
    [InlineData("'[{'", "[{")]
    [InlineData("@{ vault_id = 'ID' }", """[{"vault_id":"ID"}]""")]
    [InlineData("@([ordered]@{ VaultId = 'ID'; ContentId = 'c' }, @{ vault_id = 'ID' })", """[{"vault_id":"ID","content_id":"c"},{"vault_id":"ID"}]""")]
    [InlineData("[pscustomobject]@{ vault_id = 'ID'; content_id = 7 }", """[{"vault_id":"ID","content_id":7}]""")]
    [InlineData("[System.Collections.Generic.List[object]]@([pscustomobject]@{ vault_id = 'ID'; content_id = $null })", """[{"vault_id":"ID","content_id":null}]""")]
    [InlineData("@('[', '{\"vault_id\": \"ID\"}', ']')", "[\n{\"vault_id\": \"ID\"}\n]")]
    public void AttachmentJson_InAnyForm_IsJsonText(string json, string expected) => Assert.Equal(
        expected.Replace("ID", _ids[0], StringComparison.Ordinal),
        Parameter("attachment_json", $"Send-SoarHtmlEmail -To a@example.org -HtmlBody '<img src=cid:c>' -AttachmentJson ({json.Replace("ID", _ids[0], StringComparison.Ordinal)}) -VaultPath $folder/vault -Asset $asset -ErrorAction Ignore"));

    [Theory]
    [InlineData("$id", "ID")]
    [InlineData("(Get-SoarVaultFile $id -VaultPath $folder/vault)", "ID")]
    [InlineData("@{ VaultId = $id; ContentId = 'c' }", "ID")]
    [InlineData("@{ vault_id = $id }", "ID")]
    [InlineData("([pscustomobject]@{ VaultId = $id; Name = 'n.txt' })", "ID")]
    [InlineData("([IO.FileInfo]::new(\"$folder/1.txt\"))", "FOLDER/1.txt")]
    [InlineData("@{ Path = \"$folder/1.txt\" }", "FOLDER/1.txt")]
    [InlineData("\"$folder/1.txt\"", "FOLDER/1.txt")]
    [InlineData("\"$folder/[1].txt\"", "FOLDER/[1].txt")]
    [InlineData("@($id, [IO.FileInfo]::new(\"$folder/1.txt\"))", "ID, FOLDER/1.txt")]
    public void Attachment_InAnyForm_IsItsVaultIdOrPath(string attachment, string expected)
    {
        var named = expected.Replace("ID", _ids[0], StringComparison.Ordinal).Replace("FOLDER", Folder.Path, StringComparison.Ordinal);
        const string Common = " -VaultPath $folder/vault -Asset $asset";

        Assert.Equal(named, Parameter("attachment3", $"Send-SoarHtmlEmail -To a@example.org -HtmlBody x -Attachment3 {attachment}{Common}"));
        Assert.Equal(named, Parameter("attachments", $"Send-SoarEmail -To a@example.org -Body x -Attachments {attachment}{Common}"));
    }

    [Fact]
    public void Attachments_BesideNumberedOnes_AreThemselvesAlone() => Assert.Equal(
        _ids[0], Parameter("attachments", "Send-SoarHtmlEmail -To a@example.org -HtmlBody x -Attachments $id -Attachment1 $folder/2.txt -AttachmentJson @{ vault_id = $id } -VaultPath $folder/vault -Asset $asset"));

    [Fact]
    public void Attachments_DownThePipeline_AreNamedBehindThoseOfTheCommandLine() => Assert.Equal(
        $"{Folder["2.txt"]}, {_ids[0]}", Parameter("attachments", "Get-SoarVaultFile $id -VaultPath $folder/vault | Send-SoarEmail -To a@example.org -Body x -Attachments $folder/2.txt -Asset $asset"));

    private static Dictionary<string, object> Given(string[] names)
    {
        var parameters = names.ToDictionary(name => name, object (name) => $"{name}@example.org");
        parameters["headers"] = """{"Subject": "Test1", "To": "test3@example.org"}""";
        foreach (var name in names.Where(name => name.StartsWith("content_id", StringComparison.Ordinal)))
            parameters[name] = name;
        return parameters;
    }

    private JsonElement Output(string script, Dictionary<string, object> parameters)
    {
        using var json = Json(script, ("parameters", new System.Collections.Hashtable(parameters)));
        Assert.Equal("action_result,summary", string.Join(',', Names(json.RootElement).Order()));
        return json.RootElement.Clone();
    }

    private static void AssertGivenBack(string action, Dictionary<string, object> given, JsonElement output)
    {
        var result = output.GetProperty("action_result");
        Assert.Equal(["data", "message", "parameter", "status", "summary"], Names(result).Order());
        Assert.Equal(("success", "Email sent"), (result.GetProperty("status").GetString(), result.GetProperty("message").GetString()));
        Assert.Equal((0, 0), (result.GetProperty("data").GetArrayLength(), Names(result.GetProperty("summary")).Length));
        Assert.Equal((1, 1), (output.GetProperty("summary").GetProperty("total_objects").GetInt32(), output.GetProperty("summary").GetProperty("total_objects_successful").GetInt32()));
        var back = result.GetProperty("parameter").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString());
        Assert.Equal(given.Keys.Order(), back.Keys.Order());
        Assert.All(given, parameter => Assert.Equal((action, parameter.Key, parameter.Value), (action, parameter.Key, back[parameter.Key])));
    }

    private void AssertPaths(string command, string status, int successful, string message)
    {
        using var json = Json(command + " -Asset $asset -ErrorAction Ignore");
        var (result, summary) = (json.RootElement.GetProperty("action_result"), json.RootElement.GetProperty("summary"));

        Assert.Equal(["data", "message", "parameter", "status", "summary"], Names(result).Order());
        Assert.Equal(status, result.GetProperty("status").GetString());
        Assert.Contains(message, result.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (result.GetProperty("data").GetArrayLength(), Names(result.GetProperty("summary")).Length));
        Assert.Equal(1, summary.GetProperty("total_objects").GetInt32());
        Assert.Equal(successful, summary.GetProperty("total_objects_successful").GetInt32());
    }

    private string? Parameter(string name, string script)
    {
        using var json = Json(script, ("id", _ids[0]));
        return json.RootElement.GetProperty("action_result").GetProperty("parameter").GetProperty(name).GetString();
    }

    private JsonDocument Json(string script, params (string, object?)[] variables) => JsonDocument.Parse(Engine.RunSingle($"$result = & {{ {script} }}; $result.ToJson()", variables).ToString());

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
