namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>
/// SASL XOAUTH2: developers.google.com "OAuth 2.0 Mechanism"; learn.microsoft.com "Authenticate an IMAP, POP or SMTP connection using
/// OAuth".
/// </summary>
internal sealed class XOAuth2Mechanism(string user, string token) : BearerMechanism(user, token)
{
    /// <summary>Its name in EHLO.</summary>
    public const string Name = "XOAUTH2";

    /// <inheritdoc/>
    public override string MechanismName => Name;

    /// <inheritdoc/>
    protected override string InitialResponse => $"user={User}{Separator}auth=Bearer {Token}{Separator}{Separator}";

    /// <inheritdoc/>
    protected override byte[] Acknowledgement => [];
}
