using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Bodies;

/// <summary>Finds what keeps programs from showing a calendar as an invitation (RFC 5545, section 3.6; RFC 5546, section 3.2).</summary>
internal sealed class CalendarFault
{
    private const string Root = "VCALENDAR";
    private const string Event = "VEVENT";
    private const string Begin = "BEGIN";
    private const string End = "END";

    // Those that an invitation is about. A time zone belongs to them.
    private static readonly string[] Entries = [Event, "VTODO", "VJOURNAL", "VFREEBUSY"];

    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasEntry;
    private bool _isOver;

    private CalendarFault()
    {
    }

    /// <summary>The first fault of a calendar, in words, or <see langword="null"/>.</summary>
    /// <param name="text">The calendar, with CRLF line ends.</param>
    public static string? Of(string text)
    {
        var reading = new CalendarFault();

        // Section 3.1: a line that begins with a blank goes on with the one before.
        var lines = text.Replace("\r\n ", "").Replace("\r\n\t", "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        return lines.Select(reading.Read).FirstOrDefault(fault => fault is not null) ?? reading.Rest();
    }

    private string? Read(string line)
    {
        if (_isOver)
            return $"something follows its {End}:{Root}";
        var name = line.Split(':', ';')[0];
        var value = line.Substring(line.LastIndexOf(':') + 1).Trim().ToUpperInvariant();
        if (name.Equals(Begin, StringComparison.OrdinalIgnoreCase))
            return Open(value);
        if (name.Equals(End, StringComparison.OrdinalIgnoreCase))
            return Close(value);
        if (_open.Count == 2)
            _names.Add(name);
        var isWrong = name.ToUpperInvariant() is "DTSTART" or "DTEND" && !IsTime(value);
        return isWrong ? $"a {name.ToUpperInvariant()} is no date and no time" : null;
    }

    private string? Open(string component)
    {
        _open.Push(component);
        if (_open.Count == 2)
            _names.Clear();
        return null;
    }

    private string? Close(string component)
    {
        if (_open.Count == 0 || _open.Pop() != component)
            return $"an {End} has no {Begin} before it, or a component does not end";
        _isOver = _open.Count == 0;
        if (_open.Count != 1 || !Entries.Contains(component))
            return null;
        _hasEntry = true;
        var missing = !_names.Contains("UID") ? "UID" : component == Event && !_names.Contains("DTSTART") ? "DTSTART" : null;
        return missing is null ? null : $"a {component} has no {missing}";
    }

    private string? Rest() => !_isOver ? $"it does not end with {End}:{Root}" : _hasEntry ? null : "it has no event";

    // 20261201, 20261201T090000, 20261201T090000Z.
    private static bool IsTime(string value) =>
        value.Length is 8 or 15 or 16
        && (value.Length == 8 || value[8] == 'T')
        && (value.Length < 16 || value[15] == 'Z')
        && value.Where((_, at) => at is not (8 or 15)).All(character => character is >= '0' and <= '9');
}
