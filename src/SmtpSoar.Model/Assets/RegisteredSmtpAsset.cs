namespace SmtpSoar;

/// <summary>
/// A registered asset, as <c>Get-SmtpAsset</c> shows it: all but its secrets, which stay in the protected store. A command
/// that gets it as <c>-Asset</c> takes them from there, by the name. Therefore it may be shown, logged, exported and sent elsewhere.
/// </summary>
public sealed class RegisteredSmtpAsset
{
    private readonly SmtpAsset _asset;

    /// <param name="asset">The asset, without anything secret. No other code may hold it.</param>
    internal RegisteredSmtpAsset(SmtpAsset asset) => _asset = asset;

    /// <summary>The name, by which <c>-Asset</c> finds it.</summary>
    public string Name => _asset.Name ?? "";

    /// <summary>Whether it serves where a command names no asset.</summary>
    public bool IsDefault { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.Transport"/>
    public MailTransport Transport => _asset.Transport;

    /// <inheritdoc cref="SmtpAsset.Server"/>
    public string? Server => _asset.Server;

    /// <summary>The port in force.</summary>
    public int Port => _asset.EffectivePort;

    /// <inheritdoc cref="SmtpAsset.SslMethod"/>
    public SslMethod SslMethod => _asset.SslMethod;

    /// <inheritdoc cref="SmtpAsset.AuthType"/>
    public AuthType AuthType => _asset.AuthType;

    /// <inheritdoc cref="SmtpAsset.Username"/>
    public string? Username => _asset.Username;

    /// <summary>Whether a password is stored.</summary>
    public bool HasPassword { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.ClientId"/>
    public string? ClientId => _asset.ClientId;

    /// <summary>Whether a client secret is stored.</summary>
    public bool HasClientSecret { get; internal set; }

    /// <summary>Whether a key is stored that encrypts the outbox.</summary>
    public bool HasOutboxKey { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.AuthUrl"/>
    public string? AuthUrl => _asset.AuthUrl;

    /// <inheritdoc cref="SmtpAsset.TokenUrl"/>
    public string? TokenUrl => _asset.TokenUrl;

    /// <inheritdoc cref="SmtpAsset.DeviceAuthUrl"/>
    public string? DeviceAuthUrl => _asset.DeviceAuthUrl;

    /// <inheritdoc cref="SmtpAsset.OAuthFlow"/>
    public OAuthFlow OAuthFlow => _asset.OAuthFlow;

    /// <summary>The place of the certificate for the authorization server: its store and its SHA-256 thumbprint.</summary>
    public string? OAuthCertificate { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.ServiceAccountKey"/>
    public string? ServiceAccountKey => _asset.ServiceAccountKey;

    /// <inheritdoc cref="SmtpAsset.Scopes"/>
    public string[] Scopes => [.. _asset.Scopes ?? []];

    /// <inheritdoc cref="SmtpAsset.SenderAddress"/>
    public string? SenderAddress => _asset.SenderAddress;

    /// <inheritdoc cref="SmtpAsset.AllowSmtpUtf8"/>
    public bool AllowSmtpUtf8 => _asset.AllowSmtpUtf8;

    /// <inheritdoc cref="SmtpAsset.Encoding"/>
    public bool Encoding => _asset.Encoding;

    /// <inheritdoc cref="SmtpAsset.TimeoutSec"/>
    public int TimeoutSec => _asset.TimeoutSec;

    /// <inheritdoc cref="SmtpAsset.AllowInsecureAuthentication"/>
    public bool AllowInsecureAuthentication => _asset.AllowInsecureAuthentication;

    /// <inheritdoc cref="SmtpAsset.CertificateThumbprint"/>
    public string? CertificateThumbprint => _asset.CertificateThumbprint;

    /// <inheritdoc cref="SmtpAsset.CertificateRevocation"/>
    public CertificateRevocation CertificateRevocation => _asset.CertificateRevocation;

    /// <inheritdoc cref="SmtpAsset.SkipCertificateCheck"/>
    public bool SkipCertificateCheck => _asset.SkipCertificateCheck;

    /// <summary>The place of the certificate for TLS client authentication: its store and its SHA-256 thumbprint.</summary>
    public string? ClientCertificate { get; internal set; }

    /// <summary>The place of the certificate that signs mails: its store and its SHA-256 thumbprint.</summary>
    public string? SigningCertificate { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.SigningCertificatePath"/>
    public string? SigningCertificatePath => _asset.SigningCertificatePath;

    /// <summary>Whether a password of the file with the certificate that signs is stored.</summary>
    public bool HasSigningPassword { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.RecipientCertificatePath"/>
    public string? RecipientCertificatePath => _asset.RecipientCertificatePath;

    /// <inheritdoc cref="SmtpAsset.LocalDomain"/>
    public string? LocalDomain => _asset.LocalDomain;

    /// <summary>The proxy, with stars for the user name and the password in it.</summary>
    public string? Proxy => _asset.Proxy;

    /// <inheritdoc cref="SmtpAsset.MaxConnections"/>
    public int MaxConnections => _asset.MaxConnections;

    /// <inheritdoc cref="SmtpAsset.MaxMessagesPerMinute"/>
    public int? MaxMessagesPerMinute => _asset.MaxMessagesPerMinute;

    /// <inheritdoc cref="SmtpAsset.RetryCount"/>
    public int RetryCount => _asset.RetryCount;

    /// <inheritdoc cref="SmtpAsset.RetryDelaySec"/>
    public int RetryDelaySec => _asset.RetryDelaySec;

    /// <inheritdoc cref="SmtpAsset.RetryMaxDelaySec"/>
    public int RetryMaxDelaySec => _asset.RetryMaxDelaySec;

    /// <inheritdoc cref="SmtpAsset.RetryTimeoutSec"/>
    public int RetryTimeoutSec => _asset.RetryTimeoutSec;

    /// <inheritdoc cref="SmtpAsset.PickupDirectory"/>
    public string? PickupDirectory => _asset.PickupDirectory;

    /// <inheritdoc cref="SmtpAsset.Outbox"/>
    public string? Outbox => _asset.Outbox;

    /// <inheritdoc cref="SmtpAsset.OutboxUsername"/>
    public string? OutboxUsername => _asset.OutboxUsername;

    /// <summary>Whether a password of the outbox's database is stored.</summary>
    public bool HasOutboxPassword { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.OutboxKeepDays"/>
    public int? OutboxKeepDays => _asset.OutboxKeepDays;

    /// <inheritdoc cref="SmtpAsset.FallbackAsset"/>
    public string? FallbackAsset => _asset.FallbackAsset;

    /// <inheritdoc cref="SmtpAsset.PgpKey"/>
    public string? PgpKey => _asset.PgpKey;

    /// <summary>Whether a passphrase for that key is stored.</summary>
    public bool HasPgpPassphrase { get; internal set; }

    /// <inheritdoc cref="SmtpAsset.PgpRecipientKeyPath"/>
    public string? PgpRecipientKeyPath => _asset.PgpRecipientKeyPath;

    /// <inheritdoc cref="SmtpAsset.DkimDomain"/>
    public string? DkimDomain => _asset.DkimDomain;

    /// <inheritdoc cref="SmtpAsset.DkimSelector"/>
    public string[] DkimSelector => [.. _asset.DkimSelector ?? []];

    /// <summary>The private keys for DKIM: the path of each file, or a word for each key that is stored.</summary>
    public string[] DkimPrivateKey { get; internal set; } = [];

    /// <summary>The asset in a few words.</summary>
    public override string ToString() => _asset.ToString();
}
