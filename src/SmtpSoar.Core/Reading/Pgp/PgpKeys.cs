using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Reading.Keys;

namespace SmtpSoar.Core.Reading.Pgp;

/// <summary>The keys of OpenPGP that a command was given. A secret key is opened once: its passphrase takes a second.</summary>
internal sealed class PgpKeys
{
    private readonly List<PgpPublicKeyRing> _public = [];
    private readonly List<PgpSecretKeyRing> _secret = [];
    private readonly Dictionary<long, PgpPrivateKey?> _opened = [];
    private readonly MailKeys _keys;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="SmtpSoarException">A file has none.</exception>
    public PgpKeys(MailKeys keys)
    {
        _keys = keys;
        foreach (var file in keys.PublicKeys)
            _public.AddRange(Read(file, stream => new PgpPublicKeyRingBundle(stream).GetKeyRings().ToList()));
        foreach (var file in keys.SecretKeys)
            _secret.AddRange(Read(file, stream => new PgpSecretKeyRingBundle(stream).GetKeyRings().ToList()));
    }

    /// <summary>The public key of that id with the keys beside it, or <see langword="null"/>.</summary>
    public PgpPublicKeyRing? FindPublic(long id) => _public.FirstOrDefault(ring => ring.GetPublicKey(id) is not null);

    /// <summary>The private key of that id, or <see langword="null"/>.</summary>
    /// <exception cref="InvalidDataException">It is here, and can't be opened.</exception>
    public PgpPrivateKey? FindPrivate(long id)
    {
        if (_secret.Select(ring => ring.GetSecretKey(id)).FirstOrDefault(key => key is not null) is not { } secret)
            return null;
        if (!_opened.TryGetValue(id, out var key))
            _opened[id] = key = TryOpen(secret);
        return key ?? throw new InvalidDataException("the password of the secret key (-DecryptPassword) is wrong or missing");
    }

    private PgpPrivateKey? TryOpen(PgpSecretKey secret)
    {
        var password = (PasswordText.Of(_keys.Password) ?? "").ToCharArray();
        try
        {
            return secret.ExtractPrivateKeyUtf8(password);
        }
        catch (PgpException)
        {
            return null;
        }
        finally
        {
            Array.Clear(password, 0, password.Length);
        }
    }

    private static List<T> Read<T>(KeyFile file, Func<Stream, List<T>> read)
    {
        try
        {
            using var stream = PgpUtilities.GetDecoderStream(new MemoryStream(file.Bytes, writable: false));
            var found = read(stream);
            return found.Count > 0 ? found : throw Errors.MailKeyUnreadable.With(file.Path, "it has no OpenPGP key of that kind");
        }
        catch (Exception cause) when (cause is not (SmtpSoarException or OperationCanceledException))
        {
            throw Errors.MailKeyUnreadable.Because(cause, file.Path, cause.Message.TrimEnd('.'));
        }
    }
}
