using System;
using SmtpSoar.Binding;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>Reads the parameters that sign and encrypt, once for all mails of a command: a key is opened once.</summary>
internal sealed class ProtectionReader(CoreCommand command)
{
    // Most mails ask for nothing of it, and then none of the parameters is looked at.
    private static readonly string[] Names =
    [
        nameof(IProtectionParameters.Sign),
        nameof(IProtectionParameters.SigningCertificate),
        nameof(IProtectionParameters.SignatureFormat),
        nameof(IProtectionParameters.SignatureHash),
        nameof(IProtectionParameters.SignaturePadding),
        nameof(IProtectionParameters.Encrypt),
        nameof(IProtectionParameters.AllowCertificateMismatch),
        nameof(IProtectionParameters.PgpKey),
        nameof(IProtectionParameters.PgpRecipientKey),
    ];

    private MailProtection? _protection;
    private bool? _isGiven;

    /// <summary>The way to sign and encrypt, or <see langword="null"/> where the asset's settings stand.</summary>
    /// <exception cref="SmtpSoarException">A key or a certificate can't be read.</exception>
    public MailProtection? Read(IProtectionParameters given)
    {
        _isGiven ??= Array.Exists(Names, command.MyInvocation.BoundParameters.ContainsKey) && AsksForSomething(given);
        return _isGiven.Value ? _protection ??= Create(given) : null;
    }

    private bool IsSignSaid => command.MyInvocation.BoundParameters.ContainsKey(nameof(IProtectionParameters.Sign));

    private bool AsksForSomething(IProtectionParameters given) =>
        IsSignSaid
        || given.SigningCertificate is not null
        || given.PgpKey is not null
        || given.PgpRecipientKey is not null
        || given.Encrypt
        || given.AllowCertificateMismatch
        || given.SignatureFormat != SignatureFormat.Detached
        || given.SignatureHash != SignatureHash.Sha256
        || given.SignaturePadding != SignaturePadding.Pkcs1;

    private MailProtection Create(IProtectionParameters given) => new()
    {
        Sign = IsSignSaid ? given.Sign.IsPresent : null,
        SigningCertificate = given.SigningCertificate is { } certificate
            ? CertificateArgument.Read(certificate, given.SigningPassword, command.Paths)
            : null,
        SignatureFormat = given.SignatureFormat,
        SignatureHash = given.SignatureHash,
        SignaturePadding = given.SignaturePadding,
        Encrypt = given.Encrypt,
        RecipientCertificates = given.RecipientCertificate is { } all ? [.. CertificateArgument.ReadAll(all, command.Paths)] : [],
        EncryptionPadding = given.EncryptionPadding,
        AllowCertificateMismatch = given.AllowCertificateMismatch,
        PgpKey = given.PgpKey is { } key ? PgpKeyArgument.Read(key, command.Paths) : null,
        PgpPassphrase = given.PgpPassphrase,
        PgpRecipientKeys = given.PgpRecipientKey is { } keys ? [.. PgpKeyArgument.ReadAll(keys, command.Paths)] : [],
    };
}
