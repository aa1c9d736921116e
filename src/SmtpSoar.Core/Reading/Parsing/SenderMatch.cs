using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Compares a signer's addresses with the mail's author, as RFC 8550, section 3, asks.</summary>
internal static class SenderMatch
{
    /// <summary>The addresses in the From fields.</summary>
    public static IReadOnlyList<string> Authors(MailPart message)
    {
        var email = new SoarEmail();
        new HeaderReader(new ReadContext(ReadLimits.Default, CancellationToken.None)).Fill(email, message.Headers);
        return email.From.Select(from => from.Address).ToList();
    }

    /// <summary>The reason why the signer is not the author, or <see langword="null"/>.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="signer">The addresses of the signer.</param>
    public static string? Difference(MailPart message, IReadOnlyCollection<string> signer)
    {
        var authors = Authors(message);
        if (authors.Count == 0)
            return "the mail names no author";
        var strange = authors.FirstOrDefault(author => !signer.Contains(author, StringComparer.OrdinalIgnoreCase));
        return strange is null ? null : $"the mail is from {strange}, the signer is {Shown(signer)}";
    }

    private static string Shown(IReadOnlyCollection<string> signer) =>
        signer.Count == 0 ? "somebody without a mail address" : string.Join(", ", signer.Take(3));
}
