using System;
using MimeKit;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Pgp;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Signs the content of mails with a certificate (S/MIME, RFC 8551).</summary>
/// <param name="asset">The asset, whose certificate signs where a mail names none.</param>
/// <param name="identities">The certificates.</param>
/// <param name="clock">The clock.</param>
internal sealed class SmimeSigner(SmtpAsset asset, SigningIdentities identities, TimeProvider clock) : IEntityStep
{
    private RevocationMemory? _revocation;

    public bool ShowsRecipients => false;

    public bool AppliesTo(MailRequest request)
    {
        if (request is not ComposedMailRequest mail || PgpChoice.IsGiven(mail, asset))
            return false;
        return mail.Protection?.Sign ?? (mail.Protection?.SigningCertificate is not null || SigningIdentities.Has(asset));
    }

    public MimeEntity Apply(MimeEntity entity, StepContext context)
    {
        var protection = ((ComposedMailRequest)context.Request).Protection ?? new MailProtection();
        var identity = identities.Open(protection, context.CancellationToken);
        Check(identity, protection, context);
        var scheme = SignatureScheme.Of(protection.SignatureHash);
        context.Mark(
            "signed", Messages.SignedBy(CertificateName.Of(identity.Certificate), scheme.Name.Name!, protection.SignatureFormat));
        var content = context.Render(entity);
        var digest = ContentDigest.Of(content, scheme.Name, context.CancellationToken);
        var signed = new SignedData(identity, scheme, protection.SignaturePadding, clock.GetUtcNow());
        if (protection.SignatureFormat == SignatureFormat.Detached)
            return SmimePart.Signed(entity, signed.Detached(digest), scheme.Micalg);
        var around = signed.Around(CompositeSegment.LengthOf(content), digest);
        return SmimePart.Of("signed-data", [new BytesSegment(around.Before), .. content, new BytesSegment(around.After)]);
    }

    private void Check(SigningIdentity identity, MailProtection protection, StepContext context)
    {
        var certificate = identity.Certificate;
        if (CertificateCheck.ForSigning(certificate, clock.GetUtcNow()) is { } fault)
            throw fault;
        _revocation ??= new RevocationMemory(asset.CertificateRevocation);
        if (_revocation.Check(certificate, identity.Intermediates, context.Note, context.CancellationToken) is { } revoked)
            throw revoked;
        var sender = context.From?.Address ?? context.Sender.Text;
        if (protection.AllowCertificateMismatch || CertificateAddresses.Matches(certificate, sender))
            return;
        var own = CertificateAddresses.Of(certificate);
        throw Errors.CertificateAddress.With(
            CertificateName.Of(certificate), own.Count == 0 ? "no address" : string.Join(", ", own), sender);
    }
}
