using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Assets.Presets;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Binding;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds what the commands have in common that take an asset's settings as parameters.</summary>
public abstract class AssetSettingsCommand : CoreCommand
{
    private static readonly string[] Presets = [nameof(Provider), nameof(Tenant), nameof(Cloud)];

    /// <summary>The way by which mails go out. Default: Smtp.</summary>
    [Parameter]
    [TypedSetting]
    public MailTransport? Transport { get; set; }

    /// <summary>Host name or IP address of the server.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public virtual string? Server { get; set; }

    /// <summary>The port, 1 to 65535. Default by -SslMethod: None 25, Ssl 465, StartTls 587.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PortCompleter))]
    [TypedSetting]
    public virtual int? Port { get; set; }

    /// <summary>How the connection is encrypted. StartTls never falls back to clear text.</summary>
    [Parameter]
    [Alias("ssl_config")]
    [TypedSetting]
    public SslMethod? SslMethod { get; set; }

    /// <summary>How to authenticate.</summary>
    [Parameter]
    [Alias("auth_type")]
    [TypedSetting]
    public AuthType? AuthType { get; set; }

    /// <summary>User name and password in one.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The user name, often the mailbox's address.</summary>
    [Parameter]
    public string? Username { get; set; }

    /// <summary>The password.</summary>
    [Parameter]
    [SecureStringOnly]
    public SecureString? Password { get; set; }

    /// <summary>The OAuth 2.0 client identifier.</summary>
    [Parameter]
    [Alias("client_id")]
    public string? ClientId { get; set; }

    /// <summary>The OAuth 2.0 client secret.</summary>
    [Parameter]
    [Alias("client_secret")]
    [SecureStringOnly]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The OAuth 2.0 authorization endpoint.</summary>
    [Parameter]
    [Alias("auth_url")]
    public string? AuthUrl { get; set; }

    /// <summary>The OAuth 2.0 token endpoint.</summary>
    [Parameter]
    [Alias("token_url")]
    public string? TokenUrl { get; set; }

    /// <summary>The OAuth 2.0 device authorization endpoint. Microsoft's is known.</summary>
    [Parameter]
    public string? DeviceAuthUrl { get; set; }

    /// <summary>How access tokens are had. Default: as the other settings say.</summary>
    [Parameter]
    [TypedSetting]
    public OAuthFlow? OAuthFlow { get; set; }

    /// <summary>The certificate, with private key, that proves the client to the authorization server in place of a secret.</summary>
    [Parameter]
    public X509Certificate2? OAuthCertificate { get; set; }

    /// <summary>A service account's key file (JSON), which stays where it is.</summary>
    [Parameter]
    public string? ServiceAccountKey { get; set; }

    /// <summary>The OAuth 2.0 scopes.</summary>
    [Parameter]
    public string[]? Scopes { get; set; }

    /// <summary>The sender where a command names none.</summary>
    [Parameter]
    [Alias("sender_address")]
    public string? SenderAddress { get; set; }

    /// <summary>Whether SMTPUTF8 may be used where an address needs it. Default: $true.</summary>
    [Parameter]
    [Alias("allow_smtputf8")]
    [TypedSetting(isFlag: true)]
    public bool? AllowSmtpUtf8 { get; set; }

    /// <summary>Whether Unicode is allowed in subject, text and file names. Default: $true.</summary>
    [Parameter]
    [TypedSetting(isFlag: true)]
    public bool? Encoding { get; set; }

    /// <summary>The time limit in seconds for each network step. Default: 100.</summary>
    [Parameter]
    [TypedSetting]
    public int? TimeoutSec { get; set; }

    /// <summary>Lets a password or token go over a connection without TLS.</summary>
    [Parameter]
    [TypedSetting(isFlag: true)]
    public SwitchParameter AllowInsecureAuthentication { get; set; }

    /// <summary>The SHA-256 thumbprint of the one certificate that the server may show.</summary>
    [Parameter]
    public string? CertificateThumbprint { get; set; }

    /// <summary>How the revocation of the server's certificate is checked.</summary>
    [Parameter]
    [TypedSetting]
    public CertificateRevocation? CertificateRevocation { get; set; }

    /// <summary>Accepts any certificate, with a warning each time.</summary>
    [Parameter]
    [TypedSetting(isFlag: true)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The certificate, with private key, for TLS client authentication.</summary>
    [Parameter]
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>The certificate, with private key, that signs each mail (S/MIME).</summary>
    [Parameter]
    public X509Certificate2? SigningCertificate { get; set; }

    /// <summary>The place of that certificate: a .pfx or .pem file, or the thumbprint of one in a store of the system.</summary>
    [Parameter]
    public string? SigningCertificatePath { get; set; }

    /// <summary>The password of the private key in that file.</summary>
    [Parameter]
    [SecureStringOnly]
    public SecureString? SigningPassword { get; set; }

    /// <summary>A file or folder with the certificates of recipients, for mails that are encrypted (-Encrypt).</summary>
    [Parameter]
    public string? RecipientCertificatePath { get; set; }

    /// <summary>The name that the client gives itself in EHLO. Default: the machine's name.</summary>
    [Parameter]
    public string? LocalDomain { get; set; }

    /// <summary>A proxy: socks5://, socks4a:// or http://.</summary>
    [Parameter]
    public string? Proxy { get; set; }

    /// <summary>How many connections bulk sending opens at most. Default: 3.</summary>
    [Parameter]
    [TypedSetting]
    public int? MaxConnections { get; set; }

    /// <summary>How many messages a minute bulk sending hands over at most. Default: no limit.</summary>
    [Parameter]
    [TypedSetting]
    public int? MaxMessagesPerMinute { get; set; }

    /// <summary>How often a message is tried again after a temporary failure. 0: never. Default: 4.</summary>
    [Parameter]
    [TypedSetting]
    public int? RetryCount { get; set; }

    /// <summary>The first wait before another try, in seconds. Default: 1.</summary>
    [Parameter]
    [TypedSetting]
    public int? RetryDelaySec { get; set; }

    /// <summary>The longest wait before another try, in seconds. Default: 60.</summary>
    [Parameter]
    [TypedSetting]
    public int? RetryMaxDelaySec { get; set; }

    /// <summary>How long after its first try a message is still tried again, in seconds. Default: 300.</summary>
    [Parameter]
    [TypedSetting]
    public int? RetryTimeoutSec { get; set; }

    /// <summary>A folder that takes each message as an .eml file, in place of a server.</summary>
    [Parameter]
    public string? PickupDirectory { get; set; }

    /// <summary>A folder, or the address of a database, that keeps each message until it is delivered.</summary>
    [Parameter]
    public string? Outbox { get; set; }

    /// <summary>User name and password for the outbox's database.</summary>
    [Parameter]
    [Credential]
    public PSCredential? OutboxCredential { get; set; }

    /// <summary>The user name alone.</summary>
    [Parameter]
    public string? OutboxUsername { get; set; }

    /// <summary>The password alone.</summary>
    [Parameter]
    [SecureStringOnly]
    public SecureString? OutboxPassword { get; set; }

    /// <summary>How many days the outbox keeps what was sent or refused for good. Default: for ever.</summary>
    [Parameter]
    [TypedSetting]
    public int? OutboxKeepDays { get; set; }

    /// <summary>The key with which the outbox encrypts what it keeps: 32 random bytes as base64, or several such keys.</summary>
    [Parameter]
    [SecureStringOnly]
    public SecureString? OutboxKey { get; set; }

    /// <summary>The name of a registered asset that takes a mail where this one's server can't be used at all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    public string? FallbackAsset { get; set; }

    /// <summary>The OpenPGP key that signs mails: a file, or the fingerprint or address of a key of the installed gpg.</summary>
    [Parameter]
    public string? PgpKey { get; set; }

    /// <summary>The passphrase of the OpenPGP key.</summary>
    [Parameter]
    [SecureStringOnly]
    public SecureString? PgpPassphrase { get; set; }

    /// <summary>A file or folder with OpenPGP keys of recipients.</summary>
    [Parameter]
    public string? PgpRecipientKeyPath { get; set; }

    /// <summary>The domain that DKIM signs for. Default: no DKIM signature.</summary>
    [Parameter]
    public string? DkimDomain { get; set; }

    /// <summary>The names under which DNS has the public keys, one for each private key.</summary>
    [Parameter]
    public string[]? DkimSelector { get; set; }

    /// <summary>The private keys for DKIM: paths of PEM files, or secure strings with PEM text.</summary>
    [Parameter]
    [KeySource]
    public object[]? DkimPrivateKey { get; set; }

    /// <summary>A provider whose settings are known. They stand wherever nothing else is given.</summary>
    [Parameter]
    [TypedSetting]
    public MailProvider? Provider { get; set; }

    /// <summary>Microsoft's tenant: its id or a domain of it. Default: any work or school account.</summary>
    [Parameter]
    public string? Tenant { get; set; }

    /// <summary>Microsoft's cloud.</summary>
    [Parameter]
    [TypedSetting]
    public MicrosoftCloud? Cloud { get; set; }

    /// <summary>The names of the settings that are given.</summary>
    internal IReadOnlyList<string> Given => [.. MyInvocation.BoundParameters.Keys.Where(IsSetting)];

    /// <summary>The given settings, for any number of assets. Paths begin at the current location.</summary>
    /// <exception cref="SmtpSoarException">A path can't be used.</exception>
    internal AssetChange CreateChange()
    {
        var settings = new Dictionary<string, object?>();
        if (Credential is not null)
            (settings[nameof(Username)], settings[nameof(Password)]) = (Credential.UserName, Credential.Password);
        if (OutboxCredential is not null)
            (settings[nameof(OutboxUsername)], settings[nameof(OutboxPassword)]) = (OutboxCredential.UserName, OutboxCredential.Password);
        foreach (var name in Given)
            settings[name] = Meant(name, MyInvocation.BoundParameters[name]);
        return new AssetChange(settings, new ProviderPreset { Provider = Provider, Tenant = Tenant, Cloud = Cloud });
    }

    private static bool IsSetting(string parameter) =>
        parameter is nameof(Credential) or nameof(OutboxCredential)
        || Presets.Contains(parameter)
        || typeof(SmtpAsset).GetProperty(parameter) is { CanWrite: true };

    private object? Meant(string name, object? value) => value switch
    {
        SwitchParameter flag => flag.IsPresent,
        string text when string.IsNullOrWhiteSpace(text) => null,
        string path when name is nameof(PickupDirectory) or nameof(ServiceAccountKey) or nameof(RecipientCertificatePath)
            or nameof(PgpRecipientKeyPath) => Paths.Literal(path),
        string place when name is nameof(SigningCertificatePath) => CertificateText.ThumbprintOf(place) ?? Paths.Literal(place),
        string key when name is nameof(PgpKey) => PgpKeyName.IsPath(key) ? Paths.Literal(key) : key,
        object[] keys when name is nameof(DkimPrivateKey) => Array.ConvertAll(keys, key => key is string path ? Paths.Literal(path) : key),
        string location when name is nameof(Outbox) => OutboxLocation.Of(location, Paths),
        _ => value,
    };
}
