using System;
using System.IO;
using System.Security;
using System.Threading;

namespace SmtpSoar.Core.OpenPgp.Gnupg;

/// <summary>Signs by gpg: the key stays in its agent, or on a card.</summary>
/// <param name="program">The program.</param>
/// <param name="key">The key.</param>
/// <param name="passphrase">The passphrase, or <see langword="null"/> where the agent has it, or the key has none.</param>
internal sealed class GpgSigner(GpgProgram program, GpgKey key, SecureString? passphrase) : IPgpSigner
{
    /// <summary>The key.</summary>
    public GpgKey Key => key;

    public PgpSignatureText Sign(Action<Stream> write, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        using var lines = new MailLineEnds(text);
        var report = program.Run(
            [
                "--armor", "--no-emit-version", "--no-comments", "--personal-digest-preferences", "SHA256 SHA384 SHA512",
                "--local-user", key.Fingerprint, "--output", "-", "--detach-sign",
            ],
            lines,
            passphrase,
            write,
            cancellationToken);
        lines.Flush();
        return report.IsGood && report.HashName is { } hash
            ? new PgpSignatureText(text.ToArray(), hash)
            : throw report.ToError(key.Fingerprint, passphrase is not null);
    }
}
