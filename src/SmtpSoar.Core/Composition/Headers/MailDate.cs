using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Writes and knows a date as mail has it (RFC 5322, section 3.3).</summary>
internal static class MailDate
{
    /// <summary>The date with its zone as sign and four digits.</summary>
    /// <remarks>MimeKit puts a sign before the minutes too where they are negative.</remarks>
    public static string Format(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + (date.Offset < TimeSpan.Zero ? '-' : '+')
        + date.Offset.ToString("hhmm", CultureInfo.InvariantCulture);

    /// <summary>Whether a reader understands the text as a date: one that exists, on its day of the week, with a zone.</summary>
    public static bool IsDate(string text) => Grammar.Date.Match(text) is { Success: true } parts && IsMoment(parts);

    private static bool IsMoment(Match parts) => DateTimeOffset.TryParseExact(
        $"{parts.Groups["day"].Value}{parts.Groups["date"].Value} {Seconds(parts.Groups["time"].Value)} {Zone(parts.Groups["zone"].Value)}",
        ["ddd,d MMM yyyy H:m:s zzz", "d MMM yyyy H:m:s zzz"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AllowInnerWhite,
        out _);

    private static string Seconds(string time) => time.Length > "00:00".Length ? time : time + ":00";

    // The names of RFC 5322, section 4.3, say nothing about whether the rest is a date.
    private static string Zone(string zone) => zone[0] is '+' or '-' ? zone.Insert(3, ":") : "+00:00";

    /// <summary>Made only for a date that somebody gives.</summary>
    private static class Grammar
    {
        private const string Day = @"((?<day>[A-Z]{3},)[ \t]*)?(?<date>[0-9]{1,2}[ \t]+[A-Z]{3}[ \t]+[0-9]{4})";
        private const string Time = @"(?<time>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)[ \t]+(?<zone>[+-][0-9]{4}|UT|GMT|[ECMP][SD]T|Z)";

        public static readonly Regex Date = new(
            $@"\A{Day}[ \t]+{Time}([ \t]*\([^()\\]*\))?\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }
}
