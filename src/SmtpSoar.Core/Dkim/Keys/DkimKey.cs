using System;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>A private key that signs messages.</summary>
internal abstract class DkimKey : IDisposable
{
    /// <summary>The signing algorithm, for the tag a= (RFC 6376, section 3.3; RFC 8463, section 3).</summary>
    public abstract string Algorithm { get; }

    /// <summary>The kind of key, for the tag k= of its record.</summary>
    public abstract string Kind { get; }

    /// <summary>The number of bits, as its strength is told.</summary>
    public abstract int Bits { get; }

    /// <summary>The public half, as the tag p= of its record has it.</summary>
    public abstract byte[] PublicKey { get; }

    /// <summary>Signs data, on any thread.</summary>
    public abstract byte[] Sign(byte[] data);

    public abstract void Dispose();
}
