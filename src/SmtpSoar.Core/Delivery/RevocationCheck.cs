using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Delivery;

/// <summary>What is known about a certificate's revocation.</summary>
internal enum RevocationState
{
    Good,
    Revoked,
    Unknown,
}

/// <summary>Asks the issuer whether a certificate has been revoked, for 5 seconds at most.</summary>
internal static class RevocationCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static RevocationState Run(X509Certificate2 certificate, X509Chain? handshake)
    {
        var copy = new X509Certificate2(certificate);
        var others = handshake?.ChainElements.Cast<X509ChainElement>().Skip(1).Select(element => new X509Certificate2(element.Certificate)).ToArray() ?? [];

        // The framework's own limit is for each download; the task's is for all of them.
        var check = Task.Run(() => Build(copy, others));
        return check.Wait(Limit) ? check.Result : RevocationState.Unknown;
    }

    private static RevocationState Build(X509Certificate2 certificate, X509Certificate2[] others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.Online;
        chain.ChainPolicy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        chain.ChainPolicy.UrlRetrievalTimeout = Limit;
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.Build(certificate);
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, item) => all | item.Status);
        if ((status & X509ChainStatusFlags.Revoked) != 0)
            return RevocationState.Revoked;
        return (status & (X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation)) != 0
            ? RevocationState.Unknown
            : RevocationState.Good;
    }
}
