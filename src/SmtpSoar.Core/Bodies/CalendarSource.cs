using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Bodies;

/// <summary>Reads calendars for the commands.</summary>
public static class CalendarSource
{
    /// <summary>Whether a parameter's value is a calendar itself, and no path.</summary>
    public static bool IsText(string pathOrText) =>
        pathOrText.Any(character => character == '\n') || pathOrText.StartsWith("BEGIN:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a calendar's file, or takes the text that it is.</summary>
    /// <param name="pathOrText">The full path, or the calendar.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="SmtpSoarException">The file can't be read.</exception>
    public static string Read(string pathOrText, CancellationToken stop)
    {
        if (IsText(pathOrText))
            return pathOrText;
        var file = UserFile.Take(pathOrText, pathOrText, UserFileErrors.Attachment, UserFile.MaxUnsized, stop);
        using var content = file.Open(0, stop);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
