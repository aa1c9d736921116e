using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>A file of keys: armored or binary, public or secret, one or several (RFC 9580, sections 10.1 and 10.2).</summary>
internal sealed class PgpKeyFile
{
    // Every key of a large company fits into it.
    private const long MaxHeld = 32 * 1024 * 1024;
    private const string Begin = "-----BEGIN PGP";

    private PgpKeyFile(string path) => Path = path;

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The public keys.</summary>
    public List<PgpPublicKeyRing> PublicRings { get; } = [];

    /// <summary>The secret keys.</summary>
    public List<PgpSecretKeyRing> SecretRings { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="SmtpSoarException">It can't be read, or has no key that can be used.</exception>
    public static PgpKeyFile Read(string path, CancellationToken cancellationToken)
    {
        return Read(path, ReadAll(path, cancellationToken));
    }

    /// <summary>Reads the content of one, which is wiped.</summary>
    /// <exception cref="SmtpSoarException">It has no key that can be used.</exception>
    public static PgpKeyFile Read(string path, byte[] content)
    {
        var keys = new PgpKeyFile(path);
        try
        {
            foreach (var block in Blocks(content))
                keys.Add(block);
        }
        catch (UnsupportedPacketVersionException) when (PacketVersion.IsNewer(content))
        {
            throw Errors.PgpKeyUnsupported.With(path);
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            // The library has an exception for each way of damage. Not handed on as the cause: it may quote the key.
            throw Errors.PgpKeyInvalid.With(path);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }

        return keys.PublicRings.Count + keys.SecretRings.Count > 0 ? keys : throw Errors.PgpKeyInvalid.With(path);
    }

    private static byte[] ReadAll(string path, CancellationToken cancellationToken)
    {
        var file = UserFile.Take(path, path, UserFileErrors.PgpKey, 0, cancellationToken);
        if (file.Length > MaxHeld)
            throw Errors.PgpKeyInvalid.With(path);
        using var stream = file.Open(0, cancellationToken);
        var content = new byte[(int)file.Length];
        UserFile.Fill(stream, content, content.Length);
        return content;
    }

    // Several armored keys one after the other; a binary file is one block.
    private static IEnumerable<byte[]> Blocks(byte[] content)
    {
        var mark = Encoding.ASCII.GetBytes(Begin);
        var starts = new List<int>();
        for (var at = content.AsSpan().IndexOf(mark); at >= 0;)
        {
            starts.Add(at);
            var next = content.AsSpan(at + mark.Length).IndexOf(mark);
            at = next < 0 ? -1 : at + mark.Length + next;
        }

        if (starts.Count == 0)
            yield return content;
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : content.Length;
            yield return content.AsSpan(starts[i], end - starts[i]).ToArray();
        }
    }

    private void Add(byte[] block)
    {
        using var stream = new MemoryStream(block, writable: false);
        var objects = new PgpObjectFactory(PgpUtilities.GetDecoderStream(stream));
        while (objects.NextPgpObject() is { } found)
        {
            if (found is PgpPublicKeyRing open)
                PublicRings.Add(open);
            else if (found is PgpSecretKeyRing secret)
                SecretRings.Add(secret);
        }
    }
}
