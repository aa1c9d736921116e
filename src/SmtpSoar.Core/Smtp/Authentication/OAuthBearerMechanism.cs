using System.Globalization;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>SASL OAUTHBEARER (RFC 7628, section 3.1).</summary>
internal sealed class OAuthBearerMechanism(string user, string token, string host, int port) : BearerMechanism(user, token)
{
    /// <summary>Its name in EHLO.</summary>
    public const string Name = "OAUTHBEARER";

    /// <inheritdoc/>
    public override string MechanismName => Name;

    /// <inheritdoc/>
    protected override string InitialResponse => string.Format(
        CultureInfo.InvariantCulture,
        "n,a={0},{4}host={1}{4}port={2}{4}auth=Bearer {3}{4}{4}",
        Escape(User),
        host,
        port,
        Token,
        Separator);

    // RFC 7628, section 3.2.3.
    /// <inheritdoc/>
    protected override byte[] Acknowledgement => [(byte)Separator];

    // A saslname: RFC 5801, section 4.
    private static string Escape(string name) => name.Replace("=", "=3D").Replace(",", "=2C");
}
