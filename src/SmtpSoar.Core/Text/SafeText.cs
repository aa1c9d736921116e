using System;

namespace SmtpSoar.Core.Text;

/// <summary>Makes the user's words fit for an error message.</summary>
internal static class SafeText
{
    private const int MaxLength = 100;

    /// <summary>At most 100 characters, without control characters, and without a user name and password before an @.</summary>
    internal static string Of(string? text) => ShownText.Line(ShownText.Start(WithoutCredentials(text ?? ""), MaxLength));

    // Up to the last @: a password may hold one that is not escaped.
    private static string WithoutCredentials(string text)
    {
        var scheme = text.IndexOf("//", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 2;
        var end = text.LastIndexOf('@');
        var colon = text.IndexOf(':', start);
        return colon >= 0 && colon < end ? $"{text[..start]}***{text[end..]}" : text;
    }
}
