using System;
using System.Linq;
using Xunit;

namespace SmtpSoar.Module.Tests.Views;

/// <summary>Lines end between words also where PowerShell itself would cut them: it breaks at words in some cultures only. Lists are in tests/Pester.</summary>
public sealed class WordWrapTests : ViewTest
{
    private const string Sentence = "'Nobody answers anywhere, which certainly is rather unfortunate considering everything that depends upon correspondence.'";

    public static TheoryData<int, string> Shown
    {
        get
        {
            string[] scripts =
            [
                $"Result success {Sentence} (Recipient analyst@example.org $true), (Recipient somebody.else@example.org $true)",
                $"Test success {Sentence} (Step Tls Success 41 {Sentence})",
                $"Step Tls Success 41 {Sentence}",
                $"Recipient analyst@example.org $false 550 '5.1.1' {Sentence}",
                $"Fake SmtpSoar.VaultFile @{{ VaultId = '11f6ad8ec52a2984abaafd7c3b516503785c2072'; Size = 1; Name = {Sentence} }}",
                $"Fake SmtpSoar.OutboxEntry @{{ State = 'Waiting'; Attempts = 3; To = 'a@x.de'; Subject = {Sentence}; LastError = {Sentence} }}",
                "Fake SmtpSoar.SmtpSession @{ State = 'Open'; Server = 'mail.example.org'; Port = 587; Authentication = 'Basic (SCRAM-SHA-256-PLUS)' }",
            ];
            var data = new TheoryData<int, string>();
            foreach (var script in scripts)
                foreach (var width in (int[])[80, 120])
                    data.Add(width, script);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void View_InvariantCulture_BreaksAtWords(int width, string script)
    {
        var lines = Show(width, "[Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture; " + script);

        var shown = lines.SelectMany(line => line.Split(' ')).ToHashSet(StringComparer.Ordinal);
        Assert.All(Words(script), word => Assert.Contains(word, shown));
        Assert.All(lines, line => Assert.True(line.Length < width, line));
    }

    // What a script shows of its words: those of the sentence, of addresses and of logins.
    private static string[] Words(string script) => [.. string.Join(' ', script.Split('\'').Where((_, index) => index % 2 == 1)).Split(' ').Where(word => word.Length > 9)];
}
