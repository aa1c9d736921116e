using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Certificates.Stores;
using SmtpSoar.Core.Composition.Pgp;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Encrypts the content of mails for the certificates of their recipients and the sender (S/MIME, RFC 8551).</summary>
/// <param name="asset">The asset: the place of certificates, and the sender's own.</param>
/// <param name="identities">The certificates that sign.</param>
/// <param name="clock">The clock.</param>
internal sealed class SmimeEncrypter(SmtpAsset asset, SigningIdentities identities, TimeProvider clock) : IEntityStep
{
    // A command has the same certificates for all of its mails.
    private IList<CertificateSource>? _given;
    private RecipientCertificates? _certificates;
    private RevocationMemory? _revocation;

    // RecipientInfo has the issuer and the serial number of each certificate, for all to see.
    public bool ShowsRecipients => true;

    /// <summary>Gives the system's address book.</summary>
    internal Func<IEnumerable<X509Certificate2>> AddressBook { get; init; } = () => CertificateStores.All(StoreName.AddressBook);

    public bool AppliesTo(MailRequest request) =>
        request is ComposedMailRequest { Protection.Encrypt: true } mail && !PgpChoice.IsGiven(mail, asset);

    public MimeEntity Apply(MimeEntity entity, StepContext context)
    {
        var protection = ((ComposedMailRequest)context.Request).Protection!;
        var certificates = CertificatesFor(protection, context);
        return SmimePart.Of(
            "enveloped-data", new EnvelopedData(certificates, protection.EncryptionPadding).Seal(context.Render(entity)));
    }

    private List<X509Certificate2> CertificatesFor(MailProtection protection, StepContext context)
    {
        var choice = new RecipientChoice(Open(protection), clock.GetUtcNow(), context)
        {
            AllowMismatch = protection.AllowCertificateMismatch,
        };
        var chosen = context.Recipients.Select(recipient => choice.For(recipient.Address.Text)).ToList();
        choice.Check();
        CheckRevocation(chosen, context);
        var sender = context.From?.Address ?? context.Sender.Text;
        var own = choice.ForSender(sender, () => identities.TryOpen(protection, context.CancellationToken));
        context.Mark("encrypted", Messages.EncryptedFor(own is not null));
        chosen.Add(own);
        return [.. chosen.OfType<X509Certificate2>().GroupBy(certificate => certificate.Thumbprint).Select(group => group.First())];
    }

    private void CheckRevocation(List<X509Certificate2?> chosen, StepContext context)
    {
        _revocation ??= new RevocationMemory(asset.CertificateRevocation);
        foreach (var certificate in chosen.OfType<X509Certificate2>())
        {
            if (_revocation.Check(certificate, [], context.Note, context.CancellationToken) is { } revoked)
                throw revoked;
        }
    }

    private RecipientCertificates Open(MailProtection protection)
    {
        if (_certificates is not null && ReferenceEquals(_given, protection.RecipientCertificates))
            return _certificates;
        _given = protection.RecipientCertificates;
        return _certificates = new RecipientCertificates(_given, asset.RecipientCertificatePath, AddressBook);
    }
}
