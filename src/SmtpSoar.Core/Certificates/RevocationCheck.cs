using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Certificates;

/// <summary>The result of asking whether a certificate has been revoked.</summary>
internal enum RevocationState
{
    Good,
    Revoked,
    Unknown,
}

/// <summary>Asks the issuer whether a certificate has been revoked, for 5 seconds at most.</summary>
internal static class RevocationCheck
{
    private const X509ChainStatusFlags Unknown =
        X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation | X509ChainStatusFlags.PartialChain;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="handshake">The chain by which the handshake trusts it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static RevocationState Run(X509Certificate2 certificate, X509Chain? handshake, CancellationToken cancellationToken) =>
        Run(certificate, Policy(handshake), cancellationToken);

    /// <summary>Asks.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="others">Certificates of authorities above it.</param>
    /// <param name="roots">The roots that are trusted in place of the system's, or none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static RevocationState Run(
        X509Certificate2 certificate,
        IEnumerable<X509Certificate2> others,
        IReadOnlyList<X509Certificate2> roots,
        CancellationToken cancellationToken)
    {
        var policy = Policy(null);
        foreach (var other in others)
            policy.ExtraStore.Add(new X509Certificate2(other));
#if NET
        if (roots.Count > 0)
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var root in roots)
            policy.CustomTrustStore.Add(new X509Certificate2(root));
#endif
        return Run(certificate, policy, cancellationToken);
    }

    private static RevocationState Run(X509Certificate2 certificate, X509ChainPolicy policy, CancellationToken cancellationToken)
    {
        var copy = new X509Certificate2(certificate);

        // The framework's own limit is for each download; the task's is for all of them.
        var check = Task.Run(() => Build(copy, policy), CancellationToken.None);
        return check.Wait((int)Limit.TotalMilliseconds, cancellationToken) ? check.Result : RevocationState.Unknown;
    }

    private static X509ChainPolicy Policy(X509Chain? handshake)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.Online,
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
            UrlRetrievalTimeout = Limit,
        };
        if (handshake is null)
            return policy;

        foreach (var element in handshake.ChainElements.Cast<X509ChainElement>().Skip(1))
            policy.ExtraStore.Add(new X509Certificate2(element.Certificate));
#if NET
        // The revocation check trusts the same root certificates as the handshake.
        policy.TrustMode = handshake.ChainPolicy.TrustMode;
        policy.CustomTrustStore.AddRange(handshake.ChainPolicy.CustomTrustStore);
#endif
        return policy;
    }

    // Of a chain that does not come to its end nothing was asked.
    private static RevocationState Build(X509Certificate2 certificate, X509ChainPolicy policy)
    {
        using var chain = new X509Chain { ChainPolicy = policy };
        chain.Build(certificate);
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, item) => all | item.Status);
        if ((status & X509ChainStatusFlags.Revoked) != 0)
            return RevocationState.Revoked;
        return (status & Unknown) != 0
            ? RevocationState.Unknown
            : RevocationState.Good;
    }
}
