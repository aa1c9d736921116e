using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OpenPgp.Gnupg;

/// <summary>Finds keys in gpg's keyring by fingerprint, key id or address.</summary>
/// <param name="program">The program.</param>
internal sealed class GpgKeyring(GpgProgram program)
{
    /// <summary>Finds the key that signs.</summary>
    /// <exception cref="SmtpSoarException">There is none that may.</exception>
    public GpgKey FindSigner(string name, CancellationToken cancellationToken)
    {
        var keys = List("--list-secret-keys", name, cancellationToken);
        return Choose(keys, name, "sign", 'S');
    }

    /// <summary>The public key of a fingerprint, in packets.</summary>
    public byte[] Export(string fingerprint, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        program.Run(["--export", "--", fingerprint], output, null, null, cancellationToken);
        return output.ToArray();
    }

    /// <summary>Finds the key that encrypts. One that an address names must be trusted by this user of gpg.</summary>
    /// <param name="name">The fingerprint, key id or address.</param>
    /// <param name="fault">The reason why there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its fingerprint, or <see langword="null"/>.</returns>
    public string? FindRecipient(string name, out string fault, CancellationToken cancellationToken)
    {
        fault = "gpg has no key of that name";
        var keys = List("--list-keys", name, cancellationToken);
        if (keys.Count == 0)
            return null;
        var usable = keys.Where(key => key.FaultFor('E') is null).ToList();
        fault = string.Join("; ", keys.Select(key => $"{key.Fingerprint}: {key.FaultFor('E')}"));
        if (usable.Count == 0)
            return null;
        var trusted = HexDigits.TryRead(name) is not null ? usable : usable.Where(key => key.IsTrusted).ToList();
        fault = $"gpg does not trust {usable[0].Fingerprint}; name it by that fingerprint, or sign it by gpg --quick-lsign-key";
        return trusted.OrderByDescending(key => key.Created).FirstOrDefault()?.Fingerprint;
    }

    private static GpgKey Choose(List<GpgKey> keys, string name, string use, char capability)
    {
        if (keys.Count == 0)
            throw Errors.PgpKeyNotFound.With(SafeText.Of(name));
        return keys.Where(key => key.FaultFor(capability) is null).OrderByDescending(key => key.Created).FirstOrDefault()
            ?? throw Errors.PgpKeyUnusable.With(
                SafeText.Of(name),
                use,
                string.Join("; ", keys.Select(key => $"{key.Fingerprint}: {key.FaultFor(capability)}")));
    }

    private List<GpgKey> List(string command, string name, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var pattern = HexDigits.TryRead(name) ?? $"<{name.Trim()}>";
        program.Run(["--with-colons", "--fixed-list-mode", command, "--", pattern], output, null, null, cancellationToken);
        return GpgKey.ReadAll(Encoding.UTF8.GetString(output.ToArray()));
    }
}
