using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Templates.Liquid.Faults;

/// <summary>Reads what the engine says about a template that it does not understand.</summary>
internal static class LiquidSyntax
{
    // "... at (3:12)", then the line itself.
    private static readonly Regex Position = new(@"\s*at \((\d+):(\d+)\)[\s\S]*$", RegexOptions.CultureInvariant);

    private static readonly Regex LoopName = new(@"\G\S+[ \t]+in[ \t]+", RegexOptions.CultureInvariant);

    /// <summary>How long the name of a loop and the "in" behind it are.</summary>
    public static int LengthOfLoopName(string text, int start) => LoopName.Match(text, start).Length;

    /// <summary>The sentence, without the position.</summary>
    public static string Message(string text) => Position.Replace(text, "").TrimEnd('.', ' ');

    /// <summary>The position, or <see langword="null"/>.</summary>
    public static (int Line, int Column)? PositionIn(string text) =>
        Position.Match(text) is { Success: true } found ? (Number(found.Groups[1]), Number(found.Groups[2])) : null;

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);
}
