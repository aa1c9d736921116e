using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Reads Booleans, also as JSON and spreadsheets write them.</summary>
internal static class Flag
{
    internal static bool? Read(object? value) => value switch
    {
        bool flag => flag,
        string text => Read(text.Trim()),
        _ => Number.ToInteger(value) switch { 1 => true, 0 => false, _ => null },
    };

    private static bool? Read(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };
}
