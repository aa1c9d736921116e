using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Chooses the certificates of one message, and tells of those that are missing in one error.</summary>
/// <param name="certificates">The certificates that are there.</param>
/// <param name="now">The time at which they must be valid.</param>
/// <param name="context">The mail.</param>
internal sealed class RecipientChoice(RecipientCertificates certificates, DateTimeOffset now, StepContext context)
{
    private readonly List<string> _missing = [];
    private SmtpSoarException? _obstacle;

    /// <summary>Whether the only certificate that is given serves those who have none of their own.</summary>
    public bool AllowMismatch { get; init; }

    /// <summary>Chooses a recipient's.</summary>
    /// <returns>The certificate, or <see langword="null"/>: then <see cref="Check"/> fails.</returns>
    public X509Certificate2? For(string address)
    {
        var match = Find(address);
        if (match.Certificate is null && AllowMismatch && certificates.Lone(context.CancellationToken) is { } lone)
            match = new CertificateMatch(CertificateCheck.ForEncryption(lone, now) is null ? lone : null, 1, match.Obstacle);
        if (match.Certificate is not null)
            return match.Certificate;
        _obstacle ??= match.Obstacle;
        _missing.Add(match.Obstacle is { } obstacle ? $"{address} ({obstacle.Sentence.TrimEnd('.')})" : address);
        return null;
    }

    /// <summary>Makes sure that each recipient has a certificate.</summary>
    /// <exception cref="SmtpSoarException">Some have none, which it names.</exception>
    public void Check()
    {
        foreach (var sentence in certificates.Unreadable)
            context.Warn(sentence);
        if (_missing.Count == 1 && _obstacle is { } obstacle)
            throw obstacle;
        if (_missing.Count > 0)
            throw Errors.RecipientCertificateMissing.With(string.Join("; ", _missing));
    }

    /// <summary>Chooses the sender's, so that the sender can read what was sent.</summary>
    /// <param name="address">The sender's address.</param>
    /// <param name="openSigning">Gives the certificate that signs, which may serve for both.</param>
    public X509Certificate2? ForSender(string address, Func<X509Certificate2?> openSigning)
    {
        if (Find(address).Certificate is { } found)
            return found;
        if (openSigning() is { } signing
            && CertificateCheck.ForEncryption(signing, now) is null
            && CertificateAddresses.Matches(signing, address))
            return signing;
        context.Warn(Messages.SenderCannotRead(address));
        return null;
    }

    private CertificateMatch Find(string address)
    {
        var match = certificates.Find(address, now, context.CancellationToken);
        if (match is { Certificate: { } chosen, Count: > 1 })
            context.Note(Messages.CertificateChosen(address, CertificateName.Of(chosen), match.Count));
        return match;
    }
}
