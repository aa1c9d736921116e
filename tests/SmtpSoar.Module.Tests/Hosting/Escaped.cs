using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>Text that can't stand in an attribute, where half a surrogate pair becomes a replacement character.</summary>
internal static class Escaped
{
    /// <summary>The text with every <c>\u0000</c> turned into that character.</summary>
    public static string? Text(string? escaped) => escaped is null
        ? null
        : Regex.Replace(escaped, @"\\u(?<code>[0-9a-f]{4})", match => ((char)int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
}
