using MimeKit;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Signs the content of mails by OpenPGP (RFC 3156, section 5), unless the encryption has the signature within it.</summary>
/// <param name="asset">The asset.</param>
/// <param name="keys">The keys.</param>
internal sealed class PgpSignStep(SmtpAsset asset, PgpKeys keys) : IEntityStep
{
    public bool ShowsRecipients => false;

    public bool AppliesTo(MailRequest request) => PgpChoice.Signs(request, asset) && !PgpChoice.Encrypts(request, asset);

    public MimeEntity Apply(MimeEntity entity, StepContext context)
    {
        var mail = (ComposedMailRequest)context.Request;
        PgpChoice.Check(mail, asset);
        return PgpSigning.Sign(entity, keys.Signer(mail.Protection ?? PgpSigning.None, context), context);
    }
}
