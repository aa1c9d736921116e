using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>The steps of <c>Test-SmtpAsset</c> about the asset's certificates for mails: before anything connects.</summary>
/// <param name="options">The asset.</param>
/// <param name="steps">Takes each step.</param>
internal sealed class CertificateSteps(MailServiceOptions options, StepLog steps)
{
    private const int FewDays = 30;
    private const int MaxNamed = 10;

    private readonly DateTimeOffset _now = options.Clock.GetUtcNow();

    /// <summary>Looks at what the asset has.</summary>
    /// <exception cref="SmtpSoarException">The certificate that signs can't be used.</exception>
    public void Run(CancellationToken stop)
    {
        if (SigningIdentities.SourceOf(options.Asset) is { } source)
        {
            SigningIdentity? identity = null;
            steps.Run("SigningCertificate", () => Describe((identity = SigningIdentityLoader.Load(source, stop)).Certificate));
            steps.Run("CertificateChain", () => DescribeChain(identity!, stop));
        }

        if (!string.IsNullOrWhiteSpace(options.Asset.RecipientCertificatePath))
            steps.Run("RecipientCertificates", () => DescribeRecipients(stop));
    }

    private string Describe(X509Certificate2 certificate)
    {
        if (CertificateCheck.ForSigning(certificate, _now) is { } fault)
            throw fault;
        WarnOfDays($"The certificate {CertificateName.Of(certificate)} that signs mails", certificate);
        return $"{CertificateName.Of(certificate)} for {AddressesOf(certificate)}, valid until {Until(certificate)}";
    }

    // A reader need not trust what this machine trusts, and the other way round: only a revoked certificate fails.
    private string DescribeChain(SigningIdentity identity, CancellationToken stop)
    {
        var revocation = new RevocationMemory(options.Asset.CertificateRevocation);
        if (revocation.Check(identity.Certificate, identity.Intermediates, options.Feedback.Verbose, stop) is { } revoked)
            throw revoked;
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _now.LocalDateTime;
        foreach (var other in identity.Intermediates)
            chain.ChainPolicy.ExtraStore.Add(other);
        if (chain.Build(identity.Certificate))
            return $"trusted here by '{chain.ChainElements[chain.ChainElements.Count - 1].Certificate.Subject}'";
        var faults = chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Where(fault => fault.Length > 0);
        var reasons = string.Join("; ", faults.Distinct());
        options.Feedback.Warning(Messages.ChainNotTrusted(CertificateName.Of(identity.Certificate), reasons));
        return $"not trusted here: {reasons}";
    }

    private string DescribeRecipients(CancellationToken stop)
    {
        var certificates = new RecipientCertificates([], options.Asset.RecipientCertificatePath, () => []);
        var index = certificates.OfAsset(stop);
        foreach (var sentence in certificates.Unreadable)
            options.Feedback.Warning(sentence);
        var matches = index.Addresses.ToDictionary(address => address, address => index.Find(address, _now));
        var unfit = matches.Where(match => match.Value.Certificate is null).Select(match => match.Key).ToList();
        foreach (var match in matches.Where(match => match.Value.Certificate is not null))
            WarnOfDays($"The certificate of {match.Key}", match.Value.Certificate!);
        if (unfit.Count > 0)
            options.Feedback.Warning(Messages.RecipientsUnfit(Named(unfit), matches[unfit[0]].Obstacle!.Sentence));
        return $"addresses with a certificate that can be used: {Number(matches.Count - unfit.Count)}, without: {Number(unfit.Count)}";
    }

    private void WarnOfDays(string name, X509Certificate2 certificate)
    {
        var days = (int)(certificate.NotAfter.ToUniversalTime() - _now.UtcDateTime).TotalDays;
        if (days < FewDays)
            options.Feedback.Warning(Messages.CertificateExpires(name, days));
    }

    private string Until(X509Certificate2 certificate) => string.Format(
        CultureInfo.InvariantCulture,
        "{0:yyyy-MM-dd} ({1:N0} days left)",
        certificate.NotAfter.ToUniversalTime(),
        Math.Floor((certificate.NotAfter.ToUniversalTime() - _now.UtcDateTime).TotalDays));

    private static string AddressesOf(X509Certificate2 certificate) =>
        CertificateAddresses.Of(certificate) is { Count: > 0 } addresses ? string.Join(", ", addresses) : "no address";

    private static string Named(List<string> addresses) =>
        string.Join(", ", addresses.Take(MaxNamed)) + (addresses.Count > MaxNamed ? ", ..." : "");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
