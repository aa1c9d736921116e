using System.Globalization;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar;

/// <summary>
/// A mail server and how to reach it: SOAR's asset. Made by <c>New-SmtpAsset</c> or <c>Import-SmtpAsset</c>.
/// </summary>
public sealed class SmtpAsset
{
    private string? _outbox;

    /// <summary>The name under which the asset is registered. Only needed for that.</summary>
    public string? Name { get; set; }

    /// <summary>The way by which mails go out. Default: <see cref="MailTransport.Smtp"/>.</summary>
    public MailTransport Transport { get; set; }

    /// <summary>Host name or IP address of the server. SOAR: <c>server</c>.</summary>
    public string? Server { get; set; }

    /// <summary>
    /// The port, 1 to 65535. <see langword="null"/> stands for the default of <see cref="SslMethod"/>. SOAR: <c>port</c>.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>How the connection is encrypted. Default: <see cref="SslMethod.StartTls"/>. SOAR: <c>ssl_config</c>.</summary>
    public SslMethod SslMethod { get; set; } = SslMethod.StartTls;

    /// <summary>How to authenticate. Default: <see cref="AuthType.Automatic"/>. SOAR: <c>auth_type</c>.</summary>
    public AuthType AuthType { get; set; } = AuthType.Automatic;

    /// <summary>The user name, often the mailbox's address. SOAR: <c>username</c>.</summary>
    public string? Username { get; set; }

    /// <summary>The password for Basic authentication. SOAR: <c>password</c>.</summary>
    public SecureString? Password { get; set; }

    /// <summary>The OAuth 2.0 client identifier (RFC 6749, section 2.2). SOAR: <c>client_id</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The OAuth 2.0 client secret (RFC 6749, section 2.3.1). SOAR: <c>client_secret</c>.</summary>
    public SecureString? ClientSecret { get; set; }

    /// <summary>The OAuth 2.0 authorization endpoint (RFC 6749, section 3.1). SOAR: <c>auth_url</c>.</summary>
    public string? AuthUrl { get; set; }

    /// <summary>The OAuth 2.0 token endpoint (RFC 6749, section 3.2). SOAR: <c>token_url</c>.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>
    /// The OAuth 2.0 device authorization endpoint (RFC 8628, section 3.1), for <see cref="OAuthFlow.DeviceCode"/>. Microsoft's is known.
    /// </summary>
    public string? DeviceAuthUrl { get; set; }

    /// <summary>How access tokens are had. Default: <see cref="OAuthFlow.Automatic"/>.</summary>
    public OAuthFlow OAuthFlow { get; set; }

    /// <summary>
    /// The certificate, with private key, that proves the client to the authorization server in place of <see cref="ClientSecret"/> (RFC
    /// 7523, section 2.2).
    /// </summary>
    public X509Certificate2? OAuthCertificate { get; set; }

    /// <summary>
    /// Full path of a service account's key file (JSON), for <see cref="OAuthFlow.ServiceAccount"/>. Only the path is kept; the key is
    /// read when a token
    /// is needed.
    /// </summary>
    public string? ServiceAccountKey { get; set; }

    /// <summary>The OAuth 2.0 scopes (RFC 6749, section 3.3). SOAR: <c>scopes</c>, separated by blanks.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>The sender where a command names none. SOAR: <c>sender_address</c>.</summary>
    public string? SenderAddress { get; set; }

    /// <summary>Whether SMTPUTF8 (RFC 6531) may be used where an address needs it. Default: true. SOAR: <c>allow_smtputf8</c>.</summary>
    public bool AllowSmtpUtf8 { get; set; } = true;

    /// <summary>Whether Unicode is allowed in subject, text and file names. Default: true. SOAR: <c>encoding</c>.</summary>
    public bool Encoding { get; set; } = true;

    /// <summary>The time limit in seconds for each network step. Default: 100.</summary>
    public int TimeoutSec { get; set; } = 100;

    /// <summary>
    /// Whether a password or token may go over a connection without TLS. A loopback server needs no such leave. Default: false.
    /// </summary>
    public bool AllowInsecureAuthentication { get; set; }

    /// <summary>
    /// The SHA-256 thumbprint, in hex, of the one certificate that the server may show. It stands in for a certificate authority.
    /// </summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>
    /// How the revocation of the server's certificate is checked. Default: <see cref="CertificateRevocation.BestEffort"/>.
    /// </summary>
    public CertificateRevocation CertificateRevocation { get; set; }

    /// <summary>Whether any certificate is accepted, with a warning each time. Default: false.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>The certificate, with private key, for TLS client authentication.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>The certificate, with private key, that signs each composed mail (S/MIME, RFC 8551).</summary>
    public X509Certificate2? SigningCertificate { get; set; }

    /// <summary>
    /// The place of that certificate, where <see cref="SigningCertificate"/> is none: a <c>.pfx</c> or <c>.pem</c> file with the private
    /// key, or the thumbprint of a certificate in the user's or the machine's store. It is opened for the first mail that is signed.
    /// </summary>
    public string? SigningCertificatePath { get; set; }

    /// <summary>The password of the private key in the file of <see cref="SigningCertificatePath"/>.</summary>
    public SecureString? SigningPassword { get; set; }

    /// <summary>A file or folder with the certificates of recipients, for mails that are encrypted.</summary>
    public string? RecipientCertificatePath { get; set; }

    /// <summary>The client's name in EHLO (RFC 5321, section 4.1.1.1). Default: the machine's name.</summary>
    public string? LocalDomain { get; set; }

    /// <summary>
    /// A proxy: <c>socks5://host:port</c>, <c>socks4a://host:port</c> or <c>http://host:port</c>, with <c>user:password@</c> where it wants
    /// one.
    /// </summary>
    public string? Proxy { get; set; }

    /// <summary>How many connections bulk sending opens at most. Default: 3.</summary>
    public int MaxConnections { get; set; } = 3;

    /// <summary>How many messages a minute bulk sending hands over at most. <see langword="null"/>: no limit.</summary>
    public int? MaxMessagesPerMinute { get; set; }

    /// <summary>How often a message is tried again after a temporary failure. 0: never. Default: 4.</summary>
    public int RetryCount { get; set; } = 4;

    /// <summary>
    /// The first wait before another try, in seconds; each one after it is about twice as long, five times as long where the server asks to
    /// slow down. Default: 1.
    /// </summary>
    public int RetryDelaySec { get; set; } = 1;

    /// <summary>The longest wait before another try, in seconds. Default: 60.</summary>
    public int RetryMaxDelaySec { get; set; } = 60;

    /// <summary>How long after its first try a message is still tried again, in seconds. Default: 300.</summary>
    public int RetryTimeoutSec { get; set; } = 300;

    /// <summary>A folder that takes each message as an <c>.eml</c> file, in place of a server. No network is used.</summary>
    public string? PickupDirectory { get; set; }

    /// <summary>
    /// A folder, or a database by its address (<c>postgresql://host/database</c>), that keeps each message until it is delivered.
    /// <see langword="null"/>: none. <c>-Outbox</c> goes before it. A password in the address goes to <see cref="OutboxPassword"/>.
    /// </summary>
    public string? Outbox
    {
        get => _outbox;
        set
        {
            if (value is not null && OutboxAddress.PasswordOf(value) is { } password)
                OutboxPassword = new NetworkCredential("", password).SecurePassword;
            _outbox = value is null ? null : OutboxAddress.Shown(value);
        }
    }

    /// <summary>The user of the outbox's database. <see langword="null"/>: that of the address, or as PostgreSQL has it.</summary>
    public string? OutboxUsername { get; set; }

    /// <summary>That user's password. <see langword="null"/>: PGPASSFILE, PGPASSWORD, Kerberos or a certificate.</summary>
    public SecureString? OutboxPassword { get; set; }

    /// <summary>
    /// How many days the outbox keeps what was sent or refused for good, before <c>Send-SoarOutbox</c> removes it.
    /// <see langword="null"/>: for ever.
    /// </summary>
    public int? OutboxKeepDays { get; set; }

    /// <summary>
    /// The key, 32 random bytes as base64, with which the outbox encrypts what it keeps. Several with blanks between them: the first
    /// encrypts, and each decrypts. <see langword="null"/>: nothing is encrypted.
    /// </summary>
    public SecureString? OutboxKey { get; set; }

    /// <summary>
    /// The name of a registered asset that takes a mail where this one's server can't be used at all and surely took nothing.
    /// <see langword="null"/>: none.
    /// </summary>
    public string? FallbackAsset { get; set; }

    /// <summary>
    /// The OpenPGP key that signs mails (RFC 3156): the full path of a file, or the fingerprint or address of a key of the installed gpg.
    /// <see langword="null"/>: mails are not signed so.
    /// </summary>
    public string? PgpKey { get; set; }

    /// <summary>The passphrase of that key.</summary>
    public SecureString? PgpPassphrase { get; set; }

    /// <summary>The full path of a file or folder with OpenPGP keys of recipients.</summary>
    public string? PgpRecipientKeyPath { get; set; }

    /// <summary>The domain that DKIM signs for (RFC 6376, section 3.5). <see langword="null"/>: mails are not signed by DKIM.</summary>
    public string? DkimDomain { get; set; }

    /// <summary>The names under which DNS has the public keys (RFC 6376, section 3.1), one for each private key.</summary>
    public string[] DkimSelector { get; set; } = [];

    /// <summary>
    /// The private keys for DKIM, RSA or Ed25519: each the full path of a PEM file, or a <see cref="SecureString"/> with PEM text. A mail
    /// gets a signature by each.
    /// </summary>
    public object[] DkimPrivateKey { get; set; } = [];

    /// <summary>
    /// The port in force: <see cref="Port"/>, else 25 (None), 465 (Ssl) or 587 (StartTls); 443 for an API, or 80 without TLS.
    /// </summary>
    public int EffectivePort => Port ?? (UsesApi ? DefaultApiPort(SslMethod) : DefaultPort(SslMethod));

    /// <summary>The transport in force: a <see cref="PickupDirectory"/> stands in place of SMTP.</summary>
    internal MailTransport EffectiveTransport =>
        Transport == MailTransport.Smtp && PickupDirectory is not null ? MailTransport.Pickup : Transport;

    /// <summary>Whether mails go to a provider's API over HTTPS.</summary>
    internal bool UsesApi => Transport is MailTransport.MicrosoftGraph or MailTransport.GmailApi;

    /// <summary>
    /// The address that sends where a command names none: <see cref="SenderAddress"/>, else <see cref="Username"/> if that is an address.
    /// </summary>
    internal string? DefaultSender => NullIfEmpty(SenderAddress) ?? (Username?.IndexOf('@') > 0 ? NullIfEmpty(Username) : null);

    /// <summary>A copy, so that a change to one leaves the other alone.</summary>
    public SmtpAsset Clone() => (SmtpAsset)MemberwiseClone();

    /// <summary>The asset in a few words, without anything secret.</summary>
    public override string ToString()
    {
        var way = UsesApi ? Transport.ToString() : SslMethod.ToString();
        var place = PickupDirectory ?? $"{Server}:{EffectivePort.ToString(CultureInfo.InvariantCulture)} ({way})";
        return Name is null ? place : $"{Name}, {place}";
    }

    private static int DefaultPort(SslMethod method) => method switch
    {
        SslMethod.None => 25,
        SslMethod.Ssl => 465,
        _ => 587,
    };

    private static int DefaultApiPort(SslMethod method) => method == SslMethod.None ? 80 : 443;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
