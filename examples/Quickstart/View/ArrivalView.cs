using System;
using System.Globalization;
using System.Linq;
using SmtpSoar.Quickstart.Mail;
using SmtpSoar.Quickstart.Run;

namespace SmtpSoar.Quickstart.View;

/// <summary>Shows a message that arrived: who, to whom, what about, and what is in it.</summary>
internal sealed class ArrivalView(Screen screen)
{
    private const int PreviewLines = 5;
    private const int TextColumn = 14;

    private string Branch => screen.HasUnicode ? "├─ " : "+- ";

    private string LastBranch => screen.HasUnicode ? "└─ " : "`- ";

    private string Trunk => screen.HasUnicode ? "│  " : "|  ";

    public void Show(Arrival arrival)
    {
        screen.Line(arrival.Mail.Subject);
        screen.Pair("from", arrival.Mail.From);
        screen.Pair("to", arrival.Mail.Displayed);
        var unseen = arrival.Recipients.Where(address => !arrival.Mail.Displayed.Contains(address, StringComparison.OrdinalIgnoreCase)).ToList();
        if (unseen.Count > 0)
            screen.Pair("unseen", $"{string.Join(", ", unseen)} (a blind copy: neither To nor Cc name it)");
        ShowTree(arrival.Mail, "", "", "structure");
        ShowText(arrival.Mail);
        screen.Line();
    }

    private static string Describe(MailPart part)
    {
        if (part.Parts.Count > 0)
            return part.MediaType;
        var size = $"{part.MediaType}, {part.Content.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes";
        if (part.FileName is not { } file)
            return size;
        return part.IsInline ? $"{size}: {file}, inline as cid:{part.ContentId}" : $"{size}: {file}, attached";
    }

    private void ShowTree(MailPart part, string before, string below, string name)
    {
        screen.Pair(name, before + Describe(part));
        for (var i = 0; i < part.Parts.Count; i++)
        {
            var last = i == part.Parts.Count - 1;
            ShowTree(part.Parts[i], below + (last ? LastBranch : Branch), below + (last ? "   " : Trunk), "");
        }
    }

    private void ShowText(MailPart mail)
    {
        var text = (mail.First("text/plain")?.Text ?? "").TrimEnd();
        var lines = Wrapping.Wrap(text, screen.Width - TextColumn - Trunk.Length, 0, 0).ToList();
        for (var i = 0; i < Math.Min(lines.Count, PreviewLines); i++)
            screen.Pair(i == 0 ? "text" : "", Trunk + lines[i]);
        if (lines.Count > PreviewLines)
            screen.Pair("", $"{Trunk}... {lines.Count - PreviewLines} more lines");
    }
}
