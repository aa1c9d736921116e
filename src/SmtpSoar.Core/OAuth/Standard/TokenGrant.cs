using System.Collections.Generic;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>One way to ask a token endpoint (RFC 6749, section 4). Used for one request.</summary>
internal abstract class TokenGrant
{
    /// <summary>The secrets in the request, beside the client's own.</summary>
    internal virtual IEnumerable<string> Secrets => [];

    /// <summary>The refresh token to go on with, where the answer brings no other one (RFC 6749, section 6).</summary>
    internal virtual TokenSet? Present => null;

    /// <summary>The request, without what proves the client.</summary>
    internal abstract TokenRequest CreateRequest();
}
