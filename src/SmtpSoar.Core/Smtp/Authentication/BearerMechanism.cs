using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using MailKit.Security;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>A SASL mechanism that sends an access token, and hears why it was rejected.</summary>
/// <remarks>MailKit's own forget the server's words, and one of them names no right port.</remarks>
internal abstract class BearerMechanism(string user, string token) : SaslMechanism(new NetworkCredential(user, token))
{
    /// <summary>Ends a key with its value in both mechanisms.</summary>
    protected const char Separator = '\u0001';

    /// <summary>The server's decoded words about the rejected token, or <see langword="null"/> if it sent none.</summary>
    public string? ErrorDocument { get; private set; }

    /// <inheritdoc/>
    public override bool SupportsInitialResponse => true;

    /// <summary>The user name.</summary>
    protected string User => Credentials.UserName;

    /// <summary>The access token.</summary>
    protected string Token => Credentials.Password;

    /// <summary>The initial response, which is sent in the AUTH command (RFC 4954, section 4).</summary>
    protected abstract string InitialResponse { get; }

    /// <summary>The answer that ends a failed exchange, so that the server gives its final reply.</summary>
    protected abstract byte[] Acknowledgement { get; }

    /// <inheritdoc/>
    protected override byte[]? Challenge(byte[]? token, int startIndex, int length, CancellationToken cancellationToken)
    {
        if (!IsAuthenticated)
        {
            IsAuthenticated = true;
            return Encoding.UTF8.GetBytes(InitialResponse);
        }

        if (token is not null && length > 0)
            ErrorDocument = Encoding.UTF8.GetString(token.Skip(startIndex).Take(length).ToArray());
        return Acknowledgement;
    }
}
