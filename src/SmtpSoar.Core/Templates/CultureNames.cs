using System.Globalization;

namespace SmtpSoar.Core.Templates;

/// <summary>Finds cultures that are there: a system with ICU makes one of any name.</summary>
internal static class CultureNames
{
    private const int Custom = 0x1000;

    /// <summary>
    /// The culture, as the system has it and not as the user has changed it, or <see langword="null"/> where there is none.
    /// </summary>
    /// <exception cref="CultureNotFoundException">There is none.</exception>
    public static CultureInfo? Find(string name)
    {
        var culture = new CultureInfo(name, useUserOverride: false);
        return IsThere(culture) ? CultureInfo.ReadOnly(culture) : null;
    }

    /// <summary>Whether the system knows a culture, and did not make it of its name alone.</summary>
    public static bool IsThere(CultureInfo culture) => culture.LCID != Custom || !IsMade(culture);

#if NET
    private static bool IsMade(CultureInfo culture)
    {
        try
        {
            return CultureInfo.GetCultureInfo(culture.Name, predefinedOnly: true) is null;
        }
        catch (CultureNotFoundException)
        {
            return true;
        }
    }
#else
    private static bool IsMade(CultureInfo culture) =>
        culture.EnglishName.StartsWith("Unknown", System.StringComparison.Ordinal) || culture.DisplayName == culture.Name;
#endif
}
