using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>Finds what a person who has just logged in should know and could mend now.</summary>
public static class LoginChecks
{
    /// <summary>The warnings.</summary>
    public static IEnumerable<string> Warnings(OAuthLogin login)
    {
        _ = login ?? throw new ArgumentNullException(nameof(login));
        if (login is { User: { } user, Username: { } mailbox }
            && user.IndexOf('@') > 0
            && !user.Equals(mailbox, StringComparison.OrdinalIgnoreCase))
            yield return Messages.LoginOfSomebodyElse(user, mailbox);
        if (!login.IsRenewable)
            yield return Messages.LoginNotRenewable(Messages.LoginEnd(login.ExpiresOn));
    }
}
