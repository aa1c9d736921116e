using System;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Certificates;

namespace SmtpSoar.Core.Smtp.Tls;

/// <summary>Decides whether the server's certificate is good enough, and remembers why not.</summary>
internal sealed class CertificateValidator(SmtpAsset asset, IFeedback feedback)
{
    /// <summary>Why the certificate was refused, or <see langword="null"/>.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The certificate in a few words.</summary>
    public string? Description { get; private set; }

    /// <summary>When the certificate was judged.</summary>
    public long? Judged { get; private set; }

    /// <summary>Judges what the server showed.</summary>
    /// <returns>Whether it is good enough.</returns>
    public bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, CancellationToken cancellationToken)
    {
        using var copy = certificate is null ? null : new X509Certificate2(certificate);
        Description = copy is null ? null : Describe(copy);
        Refusal = copy is null ? "the server showed none" : Judge(copy, chain, errors, cancellationToken);
        Judged = System.Diagnostics.Stopwatch.GetTimestamp();
        return Refusal is null;
    }

    private string? Judge(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(asset.CertificateThumbprint))
            return JudgePin(certificate, asset.CertificateThumbprint!);
        if (asset.SkipCertificateCheck)
        {
            feedback.Warning(Messages.CertificateNotChecked(asset.Server!));
            return null;
        }

        if (errors != SslPolicyErrors.None)
            return Explain(certificate, chain, errors);
        return asset.CertificateRevocation == CertificateRevocation.Off ? null : JudgeRevocation(certificate, chain, cancellationToken);
    }

    private static string? JudgePin(X509Certificate2 certificate, string pinned)
    {
        var actual = Thumbprint(certificate);
        return string.Equals(actual, CertificateThumbprint.Normalize(pinned), StringComparison.OrdinalIgnoreCase)
            ? null
            : $"its SHA-256 thumbprint is {actual}, not the pinned one";
    }

    private string? JudgeRevocation(X509Certificate2 certificate, X509Chain? chain, CancellationToken cancellationToken)
    {
        switch (RevocationCheck.Run(certificate, chain, cancellationToken))
        {
            case RevocationState.Good:
                return null;
            case RevocationState.Revoked:
                return "it has been revoked by its issuer";
            default:
                if (asset.CertificateRevocation == CertificateRevocation.Require)
                    return "whether it has been revoked can't be learned, and CertificateRevocation is Require";
                feedback.Verbose(Messages.RevocationUnknown(asset.Server!));
                return null;
        }
    }

    private string Explain(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new System.Collections.Generic.List<string>();
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
            reasons.Add($"it is for {certificate.GetNameInfo(X509NameType.DnsName, false)}, not for {asset.Server}");
        var now = DateTime.Now;
        if (certificate.NotAfter < now)
            reasons.Add($"it expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        else if (certificate.NotBefore > now)
            reasons.Add($"it is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}");
        else if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            reasons.Add(ChainTrouble(certificate, chain));
        return string.Join("; ", reasons) + $" (SHA-256 thumbprint {Thumbprint(certificate)})";
    }

    private static string ChainTrouble(X509Certificate2 certificate, X509Chain? chain)
    {
        if (certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData))
            return "it is self-signed and this machine does not trust it";
        var status = chain?.ChainStatus.Select(item => item.Status.ToString()).Distinct() ?? [];
        return $"this machine does not trust its issuer, {certificate.GetNameInfo(X509NameType.SimpleName, true)} "
            + $"({string.Join(", ", status)})";
    }

    private static string Describe(X509Certificate2 certificate)
    {
        var days = (int)Math.Floor((certificate.NotAfter - DateTime.Now).TotalDays);
        return $"certificate {certificate.GetNameInfo(X509NameType.SimpleName, false)}, "
            + $"issued by {certificate.GetNameInfo(X509NameType.SimpleName, true)}, {days} days left";
    }

    private static string Thumbprint(X509Certificate2 certificate)
    {
#if NET
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
#else
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(certificate.RawData)).Replace("-", "");
#endif
    }
}
