using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth.Login;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>Talks to one authorization server for one asset. The caller keeps the tokens.</summary>
internal interface ITokenClient
{
    /// <summary>Lets a person log in, as the asset's flow says.</summary>
    /// <exception cref="SmtpSoarException">No token came of it.</exception>
    Task<TokenSet> LogInAsync(LoginSession session, CancellationToken cancellationToken);

    /// <summary>Gets another access token without a person, also where the present one is good still.</summary>
    /// <param name="present">The present tokens. Without them, a flow that needs a person can do nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The new tokens, with all that is worth keeping of the present ones.</returns>
    /// <exception cref="SmtpSoarException">No token came of it.</exception>
    Task<TokenSet> RenewAsync(TokenSet? present, CancellationToken cancellationToken);
}
