using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.NameService;

/// <summary>Asks DNS for more than addresses, which the framework does not.</summary>
internal interface IDnsResolver
{
    /// <summary>Finds the TXT records of a name, each with its strings put together (RFC 7208, section 3.3).</summary>
    /// <param name="name">The name, in ASCII.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The records; none where the name has none, or does not exist.</returns>
    /// <exception cref="SmtpSoarException">No server gave an answer.</exception>
    Task<IReadOnlyList<string>> FindTextAsync(string name, CancellationToken cancellationToken);
}
