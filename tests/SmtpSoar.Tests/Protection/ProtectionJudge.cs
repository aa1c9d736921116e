using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Dkim;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>Judges protected mails by programs that share no code with the module: openssl, gpg, OpenDKIM, dkimpy.</summary>
/// <param name="mails">The keys.</param>
internal sealed class ProtectionJudge(ProtectedMails mails)
{
    /// <summary>Fails where a signature does not hold, or where what was signed or encrypted is not what was given.</summary>
    public void AssertGood(byte[] wire)
    {
        var kind = ProtectedMails.KindOf(wire);
        var (content, said) = Open(kind, wire);
        Assert.True(content is not null, $"{kind}: {said}");
        AssertContent(kind, content);
    }

    /// <summary>Fails where a judge takes a mail whose content is changed in one byte.</summary>
    public void AssertBad(byte[] wire)
    {
        var kind = ProtectedMails.KindOf(wire);
        var content = Open(kind, Changed(wire)).Content;

        // Encryption in CBC mode alone proves nothing: what is read is another content then.
        if (kind == "smime-encrypted" && content is not null)
            Assert.NotEqual(Open(kind, wire).Content, content);
        else
            Assert.True(content is null, $"{kind}: a changed byte is not seen");
    }

    /// <summary>The mail with another letter within what is protected.</summary>
    public static byte[] Changed(byte[] wire)
    {
        var changed = (byte[])wire.Clone();
        var text = Encoding.Latin1.GetString(wire);

        // In the text; or in the base64 or armor around it, in which signed content stands first, and encrypted content last.
        var header = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var part = text.IndexOf("text/plain", StringComparison.Ordinal);
        var quarters = text.Contains("smime-type=signed-data", StringComparison.Ordinal) ? 1 : 3;
        var place = part < 0
            ? header + ((text.Length - header) * quarters / 4)
            : text.IndexOf("\r\n\r\n", part, StringComparison.Ordinal) + 6;
        while (!char.IsAsciiLetter((char)changed[place]))
            place++;
        changed[place] = changed[place] == (byte)'B' ? (byte)'C' : (byte)'B';
        return changed;
    }

    /// <summary>The parts of a multipart/signed, to the byte.</summary>
    public static (byte[] Content, byte[] Signature) Parts(byte[] entity)
    {
        var text = Encoding.Latin1.GetString(entity);
        var boundary = "--" + Regex.Match(text, "multipart/signed;.*?boundary=\"([^\"]+)\"", RegexOptions.Singleline).Groups[1].Value;
        var parts = text.Split(boundary);

        // The line end before a boundary is the boundary's (RFC 1847, section 2.1).
        var signature = parts[2][parts[2].IndexOf("-----BEGIN", StringComparison.Ordinal)..];
        return (Encoding.Latin1.GetBytes(parts[1][2..^2]), Encoding.Latin1.GetBytes(signature));
    }

    private (byte[]? Content, string Said) Open(string kind, byte[] wire) => kind switch
    {
        "smime-detached" or "smime-opaque" => Verify(wire),
        "smime-encrypted" => Decrypt(wire),
        "smime-both" => Decrypt(wire) is { Content: { } signed } ? Verify(signed) : (null, "not decrypted"),
        "pgp-signed" => VerifyPgp(wire),
        "pgp-encrypted" => DecryptPgp(wire, "DECRYPTION_OKAY"),
        "pgp-both" => DecryptPgp(wire, "GOODSIG"),
        _ => (DkimJudge.Verifies(wire, ProtectedMails.DkimKeysOf(kind)) ? wire : null, "the judges of DKIM say no"),
    };

    private (byte[]? Content, string Said) Verify(byte[] wire)
    {
        var (isValid, said) = mails.Files.Verify(wire, mails.Authority.Root);
        return (isValid ? mails.Files.Content : null, said);
    }

    private (byte[]? Content, string Said) Decrypt(byte[] wire)
    {
        var (isRead, said) = mails.Files.Decrypt(wire, mails.Other);
        return (isRead ? mails.Files.Content : null, said);
    }

    private (byte[]? Content, string Said) VerifyPgp(byte[] wire)
    {
        var (content, signature) = Parts(wire);
        var (beside, file) = (mails.Gpg.Write("signature.asc", signature), mails.Gpg.Write("content", content));
        var (status, _, errors) = mails.Gpg.Run("--verify", beside, file);
        return (status == 0 ? content : null, errors);
    }

    private (byte[]? Content, string Said) DecryptPgp(byte[] wire, string word)
    {
        var armor = Regex.Match(Encoding.Latin1.GetString(wire), "-----BEGIN PGP MESSAGE.*END PGP MESSAGE-----", RegexOptions.Singleline).Value;
        var target = mails.Gpg.Write("decrypted", "");
        var (status, _, errors) = mails.Gpg.Run("--status-fd", "2", "--output", target, "--decrypt", mails.Gpg.Write("encrypted.asc", armor));
        return (status == 0 && errors.Contains(word, StringComparison.Ordinal) ? File.ReadAllBytes(target) : null, errors);
    }

    private static void AssertContent(string kind, byte[] entity)
    {
        var mail = TestMail.Read(entity);
        Assert.Equal((kind, ProtectedMails.Body), (kind, mail.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal)));
        var parts = ((Multipart)mail.Body!).ToList();
        Assert.Equal(3, parts.Count);
        using var empty = new MemoryStream();
        ((MimePart)parts[1]).Content!.DecodeTo(empty);
        Assert.Equal(0, empty.Length);
        Assert.Equal("Grüße  \n.\nFrom there\n", ((MessagePart)parts[2]).Message!.TextBody!.Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
