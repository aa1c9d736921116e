using System.Linq;
using System.Text.Json;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

/// <summary><c>ToJson()</c>: SOAR's shape.</summary>
public sealed class JsonTests : EngineTest
{
    [Fact]
    public void Success_ToJson_HasExactlySoarsShape()
    {
        StartServer();

        using var json = Json("Send-SoarEmail -To a@example.org -Cc c@example.org -Subject s -Body text -Headers @{ 'X-A' = '1' } -Asset $asset");

        Assert.Equal(["action_result", "summary"], Names(json.RootElement).Order());
        var action = json.RootElement.GetProperty("action_result");
        Assert.Equal(["data", "message", "parameter", "status", "summary"], Names(action).Order());
        Assert.Equal("success", action.GetProperty("status").GetString());
        Assert.Equal("Email sent", action.GetProperty("message").GetString());
        Assert.Equal(0, action.GetProperty("data").GetArrayLength());
        Assert.Empty(Names(action.GetProperty("summary")));
        Assert.Equal(["body", "cc", "headers", "subject", "to"], Names(action.GetProperty("parameter")).Order());
        var summary = json.RootElement.GetProperty("summary");
        Assert.Equal(["total_objects", "total_objects_successful"], Names(summary).Order());
        Assert.Equal(1, summary.GetProperty("total_objects").GetInt32());
        Assert.Equal(1, summary.GetProperty("total_objects_successful").GetInt32());
    }

    [Fact]
    public void Failure_ToJson_SaysSo()
    {
        using var json = Json("Send-SoarEmail -To nobody -Body text -Asset @{ server = 'x' } -ErrorAction Ignore");

        Assert.Equal("failed", json.RootElement.GetProperty("action_result").GetProperty("status").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("summary").GetProperty("total_objects_successful").GetInt32());
    }

    [Theory]
    [InlineData("quote \" backslash \\ slash / both \\/ tab \t line\r\nend")]
    [InlineData("Grüße, 世界, 😀")]
    [InlineData("\u0001 \u001f \u007f \u2028")]
    [InlineData("<script>&amp;</script>")]
    [InlineData("ends with \\")]
    public void Body_AnyText_ComesBackFromJson(string body)
    {
        using var json = Json("Send-SoarEmail -To nobody -Body $body -Asset @{ server = 'x' } -ErrorAction Ignore", ("body", Escaped.Text(body)));

        Assert.Equal(body, json.RootElement.GetProperty("action_result").GetProperty("parameter").GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("nul \0 within", "nul \0 within")]
    [InlineData("half \\ud83d of a pair", "half \ufffd of a pair")]
    [InlineData("other half \\ude00", "other half \ufffd")]
    [InlineData("not a character \uffff", "not a character \uffff")]
    public void Body_TextThatMailCantCarry_StillGivesJson(string body, string expected)
    {
        using var json = Json("Send-SoarEmail -To nobody -Body $body -Asset @{ server = 'x' } -ErrorAction Ignore", ("body", Escaped.Text(body)));

        Assert.Equal(expected, json.RootElement.GetProperty("action_result").GetProperty("parameter").GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("2fast")]
    [InlineData("a:b")]
    [InlineData("xml")]
    [InlineData("half \\ud83d")]
    public void HeaderName_AnyText_StillGivesJson(string name)
    {
        using var json = Json("Send-SoarEmail -To a@example.org -Body x -Headers @{ $name = 'value' } -Asset @{ server = 'x' } -ErrorAction Ignore", ("name", Escaped.Text(name)));

        using var headers = JsonDocument.Parse(json.RootElement.GetProperty("action_result").GetProperty("parameter").GetProperty("headers").GetString()!);
        Assert.Single(Names(headers.RootElement));
    }

    private JsonDocument Json(string script, params (string, object?)[] variables) => JsonDocument.Parse(Engine.RunSingle($"({script}).ToJson()", variables).ToString());

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
