using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Engine;

/// <summary>What -Headers takes, from the command to the file.</summary>
public sealed class HeaderArgumentTests(CmdletEngine engine) : IClassFixture<CmdletEngine>, IDisposable
{
    private readonly DirectoryInfo _pickup = Directory.CreateTempSubdirectory("headers-");

    public void Dispose() => _pickup.Delete(recursive: true);

    [Theory]
    [InlineData("@{ 'X-A' = 'one' }", "X-A: one")]
    [InlineData("[ordered]@{ 'X-B' = 'two'; 'X-A' = 'one' }", "X-B: two|X-A: one")]
    [InlineData("[pscustomobject]@{ 'X-B' = 'two'; 'X-A' = 'one' }", "X-B: two|X-A: one")]
    [InlineData("'{\"X-B\": \"two\", \"X-A\": \"one\"}'", "X-B: two|X-A: one")]
    [InlineData("@{ 'X-A' = 'one', 'two', @(3, $true) }", "X-A: one|X-A: two|X-A: 3|X-A: True")]
    [InlineData("'{\"X-A\": [\"one\", 2.5, true, null]}'", "X-A: one|X-A: 2.5|X-A: true")]
    [InlineData("@{ 'X-A' = $null }", "")]
    [InlineData("'{\"X-A\": null}'", "")]
    [InlineData("''", "")]
    [InlineData("$null", "")]
    [InlineData("@{}", "")]
    public void Send_Headers_AreOneFieldForEachValue(string headers, string expected) => Assert.Equal(expected, Fields(headers));

    [Theory]
    [InlineData("@{ 'X-A' = 1234.5 }", "X-A: 1234.5")]
    [InlineData("@{ 'X-A' = [decimal]0.1 }", "X-A: 0.1")]
    [InlineData("@{ 'X-A' = [datetime]::SpecifyKind([datetime]::new(2024, 1, 31, 10, 0, 0), 'Utc') }", "X-A: Wed, 31 Jan 2024 10:00:00 +0000")]
    [InlineData("@{ 'X-A' = [long]1000000 }", "X-A: 1000000")]
    public void Send_ScalarsUnderGermanCulture_AreInvariant(string headers, string expected) =>
        Assert.Equal(expected, Fields(headers, "[cultureinfo]::CurrentCulture = 'de-DE'; "));

    [Theory]
    [InlineData("'[1, 2]'")]
    [InlineData("'{\"X-A\": '")]
    [InlineData("'{\"X-A\": {\"b\": 1}}'")]
    [InlineData("@{ 'X-A' = @{ b = 1 } }")]
    [InlineData("42")]
    public void Send_HeadersThatAreNone_Fail(string headers)
    {
        var run = Send(headers, "");

        Assert.Equal("HeadersInvalid", run.ErrorId);
        Assert.Equal("failed", run.Result.Status);
        Assert.Empty(_pickup.GetFiles());
    }

    private string Fields(string headers, string before = "")
    {
        Assert.Empty(Send(headers, before).Errors);
        var message = MimeMessage.Load(_pickup.GetFiles("*.eml").Single().FullName);
        return string.Join('|', Custom(message).Select(header => $"{header.Field}: {header.Value}"));
    }

    private static IEnumerable<Header> Custom(MimeMessage message) =>
        message.Headers.Where(header => header.Field.StartsWith("X-", StringComparison.Ordinal));

    private CommandRun Send(string headers, string before) => engine.Run(
        $"{before}Send-SoarEmail -Asset @{{ PickupDirectory = $folder; SenderAddress = 'a@example.org' }} -To b@example.org -Body text -Headers ({headers})",
        ("folder", _pickup.FullName));
}
