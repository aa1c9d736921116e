using System.Collections.Generic;
using System.Linq;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>A public key with its subkeys and user ids, out of a public or a secret one.</summary>
/// <param name="Master">The primary key.</param>
/// <param name="Keys">The primary key and its subkeys.</param>
internal sealed record PgpKeyBlock(PgpPublicKey Master, IReadOnlyList<PgpPublicKey> Keys)
{
    /// <summary>The user ids.</summary>
    public IEnumerable<string> UserIds => Master.GetUserIds();

    /// <summary>Takes a public key.</summary>
    public static PgpKeyBlock Of(PgpPublicKeyRing ring) => new(ring.GetPublicKey(), ring.GetPublicKeys().ToList());

    /// <summary>Takes the public half of a secret key.</summary>
    public static PgpKeyBlock Of(PgpSecretKeyRing ring) =>
        new(ring.GetPublicKey(), ring.GetSecretKeys().Select(key => key.PublicKey).Concat(ring.GetExtraPublicKeys()).ToList());
}
