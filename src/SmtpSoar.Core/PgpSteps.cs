using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Composition.Pgp;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Core.OpenPgp.Gnupg;
using SmtpSoar.Core.OpenPgp.Keys;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>The steps of <c>Test-SmtpAsset</c> about the asset's OpenPGP keys: before anything connects.</summary>
/// <param name="options">The asset.</param>
/// <param name="steps">Takes each step.</param>
internal sealed class PgpSteps(MailServiceOptions options, StepLog steps)
{
    private const int FewDays = 30;

    private readonly DateTime _now = options.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Looks at what the asset has.</summary>
    /// <exception cref="SmtpSoarException">A key can't be used.</exception>
    public void Run(CancellationToken stop)
    {
        var keyring = new PgpKeyring(options.Clock);
        if (options.Asset.PgpKey is { Length: > 0 } name)
            steps.Run("PgpKey", () => DescribeKey(keyring, name, stop));
        if (options.Asset.PgpRecipientKeyPath is { Length: > 0 } path)
            steps.Run("PgpRecipientKeys", () => DescribeRecipients(keyring.OpenRecipients([path], stop)));
    }

    // An agent that would have to ask a person shows it by a signature alone.
    private string DescribeKey(PgpKeyring keyring, string name, CancellationToken stop)
    {
        var signer = keyring.OpenSigner(name, options.Asset.PgpPassphrase, stop);
        var ids = PgpUserIds.Of(signer).ToList();
        if (options.Asset.DefaultSender is { } sender && !PgpUserIds.Have(ids, sender))
            throw Errors.PgpKeyMismatch.With(name, sender);
        signer.Sign(_ => { }, stop);
        var (fingerprint, end) = signer switch
        {
            PgpSigner file => (Fingerprints.Of(file.Key.Public), new KeyState(file.Key.Block.Master, file.Key.Public, _now).Expiry),
            GpgSigner gpg => (gpg.Key.Fingerprint, gpg.Key.Expires),
            _ => ("", null),
        };
        WarnOfDays($"The OpenPGP key {fingerprint} that signs mails", end);
        return $"{fingerprint} for {string.Join(", ", ids)}, {Until(end)}";
    }

    private string DescribeRecipients(PgpRecipientKeys keys)
    {
        var (usable, unfit) = (0, new List<string>());
        foreach (var address in keys.All)
        {
            if (keys.Find(address, out var fault) is null)
                unfit.Add($"{address} ({fault})");
            else
                usable++;
        }

        if (unfit.Count > 0)
            options.Feedback.Warning(Messages.PgpRecipientsUnfit(unfit[0], unfit.Count - 1));
        return $"addresses with a key that can be used: {Number(usable)}, without: {Number(unfit.Count)}";
    }

    private void WarnOfDays(string name, DateTime? end)
    {
        if (end is { } time && DaysTo(time) < FewDays)
            options.Feedback.Warning(Messages.CertificateExpires(name, (int)DaysTo(time)));
    }

    private string Until(DateTime? end) => end is { } time
        ? string.Format(CultureInfo.InvariantCulture, "valid until {0:yyyy-MM-dd} ({1:N0} days left)", time, Math.Floor(DaysTo(time)))
        : "valid without an end";

    private double DaysTo(DateTime time) => (time - _now).TotalDays;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
