using System;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>Tells failures of the protected store from others.</summary>
internal static class StoreFailure
{
    // All errors of the store are named so: Errors.Store.cs.
    private const string Prefix = "Store";

    /// <summary>Whether it was the store that failed.</summary>
    internal static bool Is(SmtpSoarException failure) =>
        failure.ErrorId.StartsWith(Prefix, StringComparison.Ordinal) || failure.Definition == Errors.OAuthTokensInvalid;
}
