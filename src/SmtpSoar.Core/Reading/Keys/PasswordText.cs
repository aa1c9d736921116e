using System.Net;
using System.Security;

namespace SmtpSoar.Core.Reading.Keys;

/// <summary>The text of a password, for libraries that take no other form.</summary>
internal static class PasswordText
{
    /// <summary>The text, or <see langword="null"/> where no password was given.</summary>
    public static string? Of(SecureString? password) => password is null ? null : new NetworkCredential("", password).Password;
}
