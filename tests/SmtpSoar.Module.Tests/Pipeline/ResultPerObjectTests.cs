using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Each object of the pipeline gives one result, in its place, whatever is wrong with it.</summary>
public sealed class ResultPerObjectTests : EngineTest
{
    private const string Good = "[pscustomobject]@{ To = 'a@example.org'; Body = 'x' }";
    private const string GoodRaw = "[pscustomobject]@{ RawEmail = \"From: a@example.org`nTo: b@example.org`n`nx\" }";

    private readonly SmtpTestServer _server;

    public ResultPerObjectTests() => _server = StartServer();

    [Theory]
    [InlineData("[pscustomobject]@{ To = 'b@example.org' }", "PropertyMissing")]
    [InlineData("[pscustomobject]@{ Body = 'x' }", "PropertyMissing")]
    [InlineData("[pscustomobject]@{ }", "PropertyMissing")]
    [InlineData("$null", "PropertyMissing")]
    [InlineData("42", "PropertyMissing")]
    [InlineData("'text'", "PropertyMissing")]
    [InlineData("@{ To = 'b@example.org' }", "PropertyMissing")]
    [InlineData("[pscustomobject]@{ To = 'b@example.org'; Body = 'x'; Priority = 'urgent' }", "PropertyUnsuitable")]
    [InlineData("[pscustomobject]@{ To = 'b@example.org'; Body = 'x'; Subject = 'a', 'b' }", "PropertyUnsuitable")]
    [InlineData("[pscustomobject]@{ To = 'b@example.org'; Body = @{ a = 1 }, @{ b = 2 } }", "PropertyUnsuitable")]
    [InlineData("[pscustomobject]@{ To = 'nobody'; Body = 'x' }", "AddressInvalid")]
    [InlineData("[pscustomobject]@{ To = ''; Body = 'x' }", "RecipientMissing")]
    [InlineData("[pscustomobject]@{ To = 'b@example.org'; Body = $null }", "BodyMissing")]
    [InlineData("[pscustomobject]@{ To = 'b@example.org'; Body = 'x'; Attachments = '/no/such/file' }", "FileNotFound")]
    public void Object_ThatIsNoMessage_HasItsResult(string bad, string errorId)
    {
        var results = Engine.Run($"{Good}, ({bad}), {Good} | Send-SoarEmail -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(Status));
        Assert.Equal(errorId, SingleErrorId());
        Assert.Equal(errorId, (string)((dynamic)results[1]).ErrorId);
        Assert.Equal(2, _server.Messages.Count);
    }

    [Theory]
    [InlineData("-To { if ($_ -eq 2) { throw 'broken' }; 'a@example.org' } -Body x", "ScriptBlockFailed")]
    [InlineData("-To a@example.org -Body x -Attachments { if ($_ -eq 2) { throw 'broken' } }", "ScriptBlockFailed")]
    [InlineData("-To a@example.org -Body { if ($_ -ne 2) { 'x' } }", "ScriptBlockEmpty")]
    [InlineData("-To { if ($_ -ne 2) { 'a@example.org' } } -Body x", "ScriptBlockEmpty")]
    [InlineData("-To a@example.org -Body x -Priority { if ($_ -eq 2) { 'urgent' } else { 'High' } }", "PropertyUnsuitable")]
    public void ScriptBlock_ThatFailsForAnObject_IsItsResult(string parameters, string errorId)
    {
        var results = Engine.Run($"1..3 | Send-SoarEmail {parameters} -Subject {{ \"number $_\" }} -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(Status));
        Assert.Equal(errorId, SingleErrorId());
        Assert.Equal("number 2", ((dynamic)results[1]).Parameter["subject"]);
        Assert.DoesNotContain("number 2", string.Concat(_server.Messages.Select(message => message.Text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Other = 1 }", "PropertyMissing")]
    [InlineData("[pscustomobject]@{ Path = '' }", "PropertyMissing")]
    [InlineData("@{ Other = 1 }", "PropertyMissing")]
    [InlineData("$null", "RawEmailEmpty")]
    [InlineData("[pscustomobject]@{ LiteralPath = '/no/such/file' }", "RawFileMissing")]
    public void RawObject_ThatIsNoMessage_HasItsResult(string bad, string errorId)
    {
        var results = Engine.Run($"{GoodRaw}, ({bad}), {GoodRaw} | Send-SoarRawEmail -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(Status));
        Assert.Equal(errorId, SingleErrorId());
    }

    [Fact]
    public void RawObject_WithTextAndPath_IsOneMessage()
    {
        var results = Engine.Run("[pscustomobject]@{ RawEmail = \"From: a@example.org`nTo: b@example.org`n`nx\"; Path = '/no/such/file' } | Send-SoarRawEmail -Asset $asset");
        Assert.Equal(["success"], results.Select(Status));
    }

    [Fact]
    public void RawScriptBlock_ThatFailsForAnObject_IsItsResult()
    {
        var results = Engine.Run("1..3 | Send-SoarRawEmail -RawEmail { if ($_ -eq 2) { throw 'broken' }; \"From: a@example.org`nTo: b@example.org`n`nx\" } -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(Status));
        Assert.Contains("script block of -RawEmail failed: broken", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashtable_AsAMessage_IsSentByItsKeys()
    {
        var results = Engine.Run("@{ To = 'a@example.org'; Body = 'x' }, @{ to = 'b@example.org'; body = 'y'; priority = '' } | Send-SoarEmail -Asset $asset");
        Assert.Equal(["success", "success"], results.Select(Status));
    }

    [Fact]
    public void Failure_WithErrorActionStop_ComesAfterItsResult()
    {
        var results = Engine.Try("1..3 | Send-SoarEmail -To { if ($_ -eq 2) { throw 'broken' }; 'a@example.org' } -Body x -Asset $asset -ErrorAction Stop");
        Assert.Equal(["success", "failed"], results.Select(Status));
    }

    private static string Status(System.Management.Automation.PSObject result) => (string)((dynamic)result).Status;
}
