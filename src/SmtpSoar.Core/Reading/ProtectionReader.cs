using System;
using System.Collections.Generic;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading;

/// <summary>Verifies the signatures of a mail, and opens what is encrypted, part by part.</summary>
/// <param name="keys">The keys.</param>
/// <param name="verify">Whether verdicts are wanted.</param>
/// <param name="dkim">Verifies DKIM.</param>
/// <param name="clock">The clock.</param>
/// <param name="context">The limits and warnings.</param>
internal sealed class ProtectionReader(OpenedKeys keys, bool verify, Dkim.DkimVerifier dkim, TimeProvider clock, ReadContext context)
{
    private int _signatures;

    /// <summary>Looks into a mail, and into those within it.</summary>
    public void Open(MailPart message)
    {
        foreach (var part in message.Children)
            Visit(part, message, part.Kind == PartKind.Multipart ? "" : "1", isWhole: true);
        if (verify)
            message.Signatures.AddRange(dkim.Verify(message));
        if (verify && message.Signatures.Count == 0)
            message.Signatures.Add(new SoarEmailSignature { Status = SignatureStatus.None });
    }

    private void Visit(MailPart part, MailPart message, string number, bool isWhole)
    {
        context.Stop.ThrowIfCancellationRequested();
        if (part.Depth >= context.Limits.MaxDepth)
        {
            context.Warn(ReadMessages.PartLeftClosed(part.Type.MimeType, context.Limits.MaxDepth));
            return;
        }

        if (part.Kind == PartKind.AttachedMessage)
            part.Children.ForEach(Open);
        else if (part.Kind == PartKind.Multipart)
            VisitMultipart(part, message, number, isWhole);
        else if (IsCms(part))
            OpenCms(part, message, number, isWhole);
    }

    private void VisitMultipart(MailPart part, MailPart message, string number, bool isWhole)
    {
        if (part.Is("multipart", "signed"))
            Verify(part, message, isWhole ? "" : number);
        if (part.Is("multipart", "encrypted") && part.Children.Count > 1)
            OpenPgp(part, message, number, isWhole);
        for (var index = 0; index < part.Children.Count && part.Unwrapped is null; index++)
            Visit(part.Children[index], message, PartNumber.Of(number, index), isWhole && index == 0 && part.Is("multipart", "signed"));
    }

    private static bool IsCms(MailPart part) => part.Is("application", "pkcs7-mime") || part.Is("application", "x-pkcs7-mime");

    private void Verify(MailPart part, MailPart message, string number)
    {
        if (!verify || IsOverLimit())
            return;
        if (part.IsCut || part.Children.Count < 2)
        {
            Add(message, [Verdict.Of(KindOf(part), SignatureStatus.Invalid, "the signature is missing")], number);
            return;
        }

        var signed = part.Children[0];
        var content = signed.Source.Slice(signed.Start, signed.End - signed.Start);
        var signature = part.Children[1];
        Add(message, IsPgp(signature) ? VerifyPgp(content, signature, message) : VerifySmime(content, signature, message), number);
        if (part.Children.Count > 2)
            context.Warn(ReadMessages.PartsBesideSignature);
    }

    private IReadOnlyList<SoarEmailSignature> VerifySmime(MailContent content, MailPart signature, MailPart message) =>
        new Smime.SmimeVerifier(keys.Files, clock, context).Detached(content, signature.Content, message);

    private IReadOnlyList<SoarEmailSignature> VerifyPgp(MailContent content, MailPart signature, MailPart message) =>
        new Pgp.PgpVerifier(keys.Pgp, context).Detached(content, signature.Content, message);

    private void OpenCms(MailPart part, MailPart message, string number, bool isWhole)
    {
        if (part.IsCut)
            return;
        var opener = new CmsOpener(keys.Files, verify, clock, context);
        if (opener.Open(part, message) is not { } content)
            return;
        if (!IsOverLimit())
            Add(message, opener.Signatures, isWhole ? "" : number);
        if (opener.Encryption is not null)
            message.Encryption ??= $"S/MIME ({opener.Encryption})";
        Unwrap(part, content, message, number, isWhole);
    }

    private void OpenPgp(MailPart part, MailPart message, string number, bool isWhole)
    {
        message.Encryption ??= "OpenPGP";
        if (!keys.HasPgpSecrets)
        {
            context.Warn(ReadMessages.StaysEncrypted("OpenPGP"));
            return;
        }

        var signatures = new List<SoarEmailSignature>();
        var content = Attempt(() => PgpContent(part, message, signatures));
        if (content is null)
            return;
        if (verify)
            Add(message, signatures, isWhole ? "" : number);
        Unwrap(part, content, message, number, isWhole);
    }

    private MailContent PgpContent(MailPart part, MailPart message, List<SoarEmailSignature> signatures) =>
        new Pgp.PgpDecrypter(keys.Pgp, new Pgp.PgpVerifier(keys.Pgp, context), context).Open(part.Children[1].Content, message, signatures);

    private MailContent? Attempt(Func<MailContent> open)
    {
        try
        {
            return open();
        }
        catch (ReadLimitException limit)
        {
            context.Cut(limit);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            context.Warn(ReadMessages.NotDecrypted(cause.Message));
        }

        return null;
    }

    private void Unwrap(MailPart part, MailContent content, MailPart message, string number, bool isWhole)
    {
        part.Unwrapped = PartReader.ReadEntity(content, part, context);
        if (part.Unwrapped is { } inner)
            Visit(inner, message, number, isWhole);
    }

    private bool IsOverLimit()
    {
        if (++_signatures <= context.Limits.MaxSignatures)
            return false;
        context.Warn(ReadMessages.SignaturesOverLimit(context.Limits.MaxSignatures));
        return true;
    }

    private void Add(MailPart message, IReadOnlyList<SoarEmailSignature> verdicts, string number)
    {
        foreach (var verdict in verdicts)
        {
            verdict.Part = number;
            message.Signatures.Add(verdict);
        }

        if (number.Length > 0 && verdicts.Count > 0)
            context.Warn(ReadMessages.SignatureOfAPart(number));
    }

    private static bool IsPgp(MailPart signature) => signature.Is("application", "pgp-signature");

    private static SignatureKind KindOf(MailPart part) =>
        part.Type.Parameters["protocol"]?.IndexOf("pgp", StringComparison.OrdinalIgnoreCase) >= 0
            ? SignatureKind.OpenPgp
            : SignatureKind.SMime;
}
