using MimeKit;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.OpenPgp;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Puts a signature beside content.</summary>
internal static class PgpSigning
{
    /// <summary>The protection of mails whose command says nothing. One object, so that keys are opened once.</summary>
    public static MailProtection None { get; } = new();

    /// <summary>Signs.</summary>
    public static Multipart Sign(MimeEntity entity, IPgpSigner signer, StepContext context)
    {
        var content = context.Render(entity);
        var signature = signer.Sign(
            stream =>
            {
                foreach (var segment in content)
                    segment.WriteTo(stream, context.CancellationToken);
            },
            context.CancellationToken);
        context.Mark("signed", Messages.SignedByPgp(signature.HashName));
        return PgpPart.Signed(entity, signature);
    }
}
