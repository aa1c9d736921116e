using System;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

/// <summary>What PowerShell's own formatting shows on a screen.</summary>
public abstract partial class ViewTest : EngineTest
{
    private const string Makers = """
        function Recipient($address, $accepted, $code, $enhanced, $text) {
            $recipient = [SmtpSoar.RecipientResult]::new()
            $recipient.Address, $recipient.Accepted, $recipient.StatusCode, $recipient.EnhancedStatusCode, $recipient.Text = $address, $accepted, $code, $enhanced, $text
            $recipient
        }
        function Result($status, $message, $recipients, $errorId) {
            $result = [SmtpSoar.SoarActionResult]::new()
            $result.Status, $result.Message, $result.Recipients, $result.ErrorId = $status, $message, [SmtpSoar.RecipientResult[]] @($recipients | Where-Object { $_ }), $errorId
            $result
        }
        function Step($name, $outcome, $milliseconds, $detail) {
            $step = [SmtpSoar.ConnectivityStep]::new()
            $step.Name, $step.Outcome, $step.Duration, $step.Detail = $name, $outcome, [timespan]::FromMilliseconds($milliseconds), $detail
            $step
        }
        function Test($status, $message, $steps, $errorId) {
            $test = [SmtpSoar.SoarConnectivityResult]::new()
            $test.Status, $test.Message, $test.Steps, $test.ErrorId, $test.Server, $test.Port = $status, $message, [SmtpSoar.ConnectivityStep[]] @($steps), $errorId, 'mail.example.org', 587
            $test
        }
        function Fake($type, $members) { $fake = [pscustomobject] $members; $fake.PSTypeNames.Insert(0, $type); $fake }
        """;

    /// <summary>The lines that a script's output fills, as a screen without colours shows them.</summary>
    protected string[] Show(int width, string script) => [.. Colours().Replace(ShowRaw(width, script), "").Split('\n').Select(line => line.TrimEnd())];

    /// <summary>What a script's output sends to the screen.</summary>
    protected string ShowRaw(int width, string script)
    {
        Engine.Host.Width = width;
        Engine.Run(Makers + "\n& { " + script + " } | Out-Default");
        Assert.Empty(Engine.Errors);
        return Engine.Host.Text;
    }

    /// <summary>The words that are shown, wherever their lines end.</summary>
    protected static string Words(string[] lines) => string.Join(' ', lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>What stands in a column below its heading, without blanks and line breaks.</summary>
    protected static string Column(string[] lines, string heading, string? next = null)
    {
        var top = Array.FindIndex(lines, line => line.Contains(heading, StringComparison.Ordinal));
        var (from, to) = (lines[top].IndexOf(heading, StringComparison.Ordinal), next is null ? lines.Max(line => line.Length) : lines[top].IndexOf(next, StringComparison.Ordinal));
        return string.Concat(lines.Skip(top + 2).SelectMany(line => line.PadRight(to)[from..to]).Where(character => character != ' '));
    }

    [GeneratedRegex("\u001B\\[[0-9;]*m")]
    private static partial Regex Colours();
}
