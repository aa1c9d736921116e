using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Tells whether a mail is signed and encrypted by OpenPGP: where a key is given for it, by the command or the asset.</summary>
internal static class PgpChoice
{
    /// <summary>Whether it is signed so.</summary>
    public static bool Signs(MailRequest request, SmtpAsset asset) =>
        request is ComposedMailRequest mail
        && IsGiven(mail, asset)
        && (mail.Protection?.Sign ?? (mail.Protection?.PgpKey ?? asset.PgpKey) is not null);

    /// <summary>Whether it is encrypted so.</summary>
    public static bool Encrypts(MailRequest request, SmtpAsset asset) =>
        request is ComposedMailRequest { Protection.Encrypt: true } mail && IsGiven(mail, asset);

    /// <summary>Whether a key is given.</summary>
    public static bool IsGiven(ComposedMailRequest mail, SmtpAsset asset) =>
        asset.PgpKey is not null
        || asset.PgpRecipientKeyPath is not null
        || mail.Protection is { } protection && (protection.PgpKey is not null || protection.PgpRecipientKeys.Count > 0);

    /// <summary>Refuses a mail that has settings for both.</summary>
    /// <exception cref="SmtpSoarException">It has.</exception>
    public static void Check(ComposedMailRequest mail, SmtpAsset asset)
    {
        var certificates = Certificates(mail.Protection, asset).ToList();
        if (certificates.Count > 0)
            throw Errors.ProtectionAmbiguous.With(string.Join(", ", Keys(mail.Protection, asset).Concat(certificates)));
    }

    private static IEnumerable<string> Keys(MailProtection? protection, SmtpAsset asset)
    {
        if (protection?.PgpKey is not null)
            yield return "-PgpKey";
        if (protection is { PgpRecipientKeys.Count: > 0 })
            yield return "-PgpRecipientKey";
        if (asset.PgpKey is not null)
            yield return "PgpKey of the asset";
        if (asset.PgpRecipientKeyPath is not null)
            yield return "PgpRecipientKeyPath of the asset";
    }

    private static IEnumerable<string> Certificates(MailProtection? protection, SmtpAsset asset)
    {
        if (protection?.SigningCertificate is not null)
            yield return "-SigningCertificate";
        if (protection is { RecipientCertificates.Count: > 0 })
            yield return "-RecipientCertificate";
        if (asset.SigningCertificate is not null)
            yield return "SigningCertificate of the asset";
        if (asset.SigningCertificatePath is not null)
            yield return "SigningCertificatePath of the asset";
        if (asset.RecipientCertificatePath is not null)
            yield return "RecipientCertificatePath of the asset";
    }
}
