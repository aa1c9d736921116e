using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>
/// The certificate that signs a command's mails, and for which they are encrypted too. It is opened once: that may take long.
/// </summary>
/// <param name="asset">The asset, whose certificate serves where a mail names none.</param>
internal sealed class SigningIdentities(SmtpAsset asset)
{
    private CertificateSource? _source;
    private SigningIdentity? _identity;
    private SmtpSoarException? _fault;
    private CertificateSource? _own;

    /// <summary>Whether the asset has one.</summary>
    public static bool Has(SmtpAsset asset) =>
        asset.SigningCertificate is not null || !string.IsNullOrWhiteSpace(asset.SigningCertificatePath);

    /// <summary>The place of the asset's, or <see langword="null"/>.</summary>
    public static CertificateSource? SourceOf(SmtpAsset asset) => asset.SigningCertificate is { } certificate
        ? new CertificateSource { Certificate = certificate }
        : Has(asset) ? CertificateText.Read(asset.SigningCertificatePath!, asset.SigningPassword) : null;

    /// <summary>Opens it.</summary>
    /// <exception cref="SmtpSoarException">There is none, or it can't be opened.</exception>
    public SigningIdentity Open(MailProtection? protection, CancellationToken stop)
    {
        if ((protection?.SigningCertificate ?? (_own ??= SourceOf(asset))) is not { } source)
            throw Errors.SigningCertificateMissing.With();
        if (!ReferenceEquals(source, _source))
        {
            (_source, _identity) = (source, null);
            _fault = Failures.Of(() => _identity = SigningIdentityLoader.Load(source, stop));
            if (_fault is not null && _fault.Is(Errors.Stopped))
                _source = null;
        }

        return _identity ?? throw _fault!;
    }

    /// <summary>The certificate alone, or <see langword="null"/> where there is none that can be opened.</summary>
    public X509Certificate2? TryOpen(MailProtection? protection, CancellationToken stop)
    {
        if (protection?.SigningCertificate is null && !Has(asset))
            return null;
        SigningIdentity? identity = null;
        if (Failures.Of(() => identity = Open(protection, stop)) is { } fault && fault.Is(Errors.Stopped))
            throw fault;
        return identity?.Certificate;
    }
}
