using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace SmtpSoar.Core.Dkim;

/// <summary>Signs messages for a domain: relaxed/relaxed, with each of its keys (RFC 6376; RFC 8463 for Ed25519).</summary>
/// <remarks>
/// Neither x= nor l= is written: a message may wait long in an outbox, and a part of the body without signature is an invitation to add to
/// it.
/// </remarks>
/// <param name="domain">The signing domain, in ASCII.</param>
/// <param name="keys">The keys, each with its selector.</param>
/// <param name="clock">The clock that dates signatures.</param>
internal sealed class DkimSigner(string domain, IReadOnlyList<DkimIdentity> keys, TimeProvider clock)
{
    /// <summary>The signing domain.</summary>
    public string Domain => domain;

    /// <summary>Makes the fields with the signatures.</summary>
    /// <param name="headerBlock">The header of the message.</param>
    /// <param name="writeBody">Writes the body into a stream, once.</param>
    /// <returns>The fields, each with its line end, to stand before the others.</returns>
    public byte[] Sign(byte[] headerBlock, Action<Stream> writeBody)
    {
        var header = new DkimHeader(headerBlock);
        var names = header.NamesToSign();
        using var signed = new MemoryStream();
        header.WriteRelaxed(names, signed);
        var bodyHash = Convert.ToBase64String(HashOf(writeBody));
        using var fields = new MemoryStream();
        foreach (var key in keys)
        {
            var field = Sign(key, names, bodyHash, signed);
            fields.Write(field, 0, field.Length);
        }

        return fields.ToArray();
    }

    private byte[] Sign(DkimIdentity identity, IReadOnlyList<string> names, string bodyHash, MemoryStream signed)
    {
        var field = new DkimField()
            .Add("v", "1")
            .Add("a", identity.Key.Algorithm)
            .Add("c", "relaxed/relaxed")
            .Add("d", domain)
            .Add("s", identity.Selector)
            .Add("t", clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Add("h", names, ":")
            .Add("bh", bodyHash);
        using var data = new MemoryStream();
        signed.WriteTo(data);
        DkimHeader.WriteRelaxed(field.ToUnsigned(), data);
        return field.ToSigned(identity.Key.Sign(data.ToArray()));
    }

    private static byte[] HashOf(Action<Stream> writeBody)
    {
        using var body = new RelaxedBodyHash();
        writeBody(body);
        return body.Finish();
    }
}
