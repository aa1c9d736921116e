using System;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Signs content apart from it: by a key of a file, or by gpg.</summary>
internal interface IPgpSigner
{
    /// <summary>Signs.</summary>
    /// <param name="write">Writes the content, once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">The key does not sign.</exception>
    PgpSignatureText Sign(Action<Stream> write, CancellationToken cancellationToken);
}

/// <summary>A signature.</summary>
/// <param name="Armor">The signature in armor, whose lines end with CRLF.</param>
/// <param name="HashName">Its hash, as the parameter micalg has it (RFC 3156, section 5).</param>
internal sealed record PgpSignatureText(byte[] Armor, string HashName);
