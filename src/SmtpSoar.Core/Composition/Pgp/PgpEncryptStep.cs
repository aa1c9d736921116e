using System;
using MimeKit;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.OpenPgp;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Encrypts the content of mails by OpenPGP for their recipients and the sender, and signs it (RFC 3156).</summary>
/// <param name="asset">The asset.</param>
/// <param name="keys">The keys.</param>
/// <param name="clock">The clock that dates signatures.</param>
internal sealed class PgpEncryptStep(SmtpAsset asset, PgpKeys keys, TimeProvider clock) : IEntityStep
{
    // Each encrypted mail names the keys that can read it.
    public bool ShowsRecipients => true;

    public bool AppliesTo(MailRequest request) => PgpChoice.Encrypts(request, asset);

    public MimeEntity Apply(MimeEntity entity, StepContext context)
    {
        var mail = (ComposedMailRequest)context.Request;
        PgpChoice.Check(mail, asset);
        var protection = mail.Protection!;
        var signer = PgpChoice.Signs(mail, asset) ? keys.Signer(protection, context) : null;
        var recipients = keys.Recipients(protection, context);

        // Gpg signs before (section 6.1). A key of a file signs within (section 6.2), which more programs show.
        if (signer is not null and not PgpSigner)
            entity = PgpSigning.Sign(entity, signer, context);
        var encryption = new PgpEncryption(recipients, signer as PgpSigner, clock.GetUtcNow().UtcDateTime);
        if (signer is PgpSigner file)
            context.Mark("signed", Messages.SignedByPgp(file.Key.HashName));
        context.Mark("encrypted", Messages.EncryptedByPgp());
        return PgpPart.Encrypted(new PgpSegment(context.Render(entity), encryption, context.CancellationToken));
    }
}
