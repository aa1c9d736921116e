using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Reading;
using SmtpSoar.Tests.Reading;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Mails that are read, as text and as files.</summary>
internal sealed class ReadFuzzer : Fuzzer
{
    private static readonly string[] Frames =
    [
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b", "Content-Type: multipart/encrypted; boundary=b",
        "Content-Type: application/pkcs7-mime", "Content-Type: application/pkcs7-signature; name=smime.p7s", "Content-Type: application/pgp-signature",
        "Content-Transfer-Encoding: base64", "Content-Type: multipart/alternative; boundary=b", "Content-Type: multipart/related; boundary=b",
        "Content-Disposition: attachment; filename=x", "Content-Disposition: inline", "Content-ID: <x@y>", "--b", "--b", "--b--", "",
        "-----BEGIN PGP SIGNATURE-----", "MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBglghkgBZQMEAgEFADCABgkqhkiG9w0BBwGggCSABAVoZWxsbwAA", "text",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");

    public override FuzzInput Make(Random random)
    {
        if (Nasty.Once(random, 4))
            return new FuzzInput(("File", Message(random)), ("verify", ""));
        var mail = new StringBuilder(Nasty.Once(random, 2) ? MailTexts.Make(random) : "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var line = random.Next(20); line > 0; line--)
        {
            var frame = Nasty.Pick(random, Frames);
            mail.Append(Nasty.Once(random, 4) ? Nasty.Damaged(random, frame) : frame).Append("\r\n");
        }

        return new FuzzInput((Nasty.Once(random, 4) ? "Text" : "File", mail.ToString()), (Nasty.Once(random, 2) ? "verify" : "plain", ""));
    }

    public override void Run(FuzzInput input)
    {
        var import = new MailImport(new MailImportOptions { Verify = input.Has("verify") });
        if (input["Text"] is { } text)
        {
            Check(import.FromText(text, CancellationToken.None));
            return;
        }

        var path = Path.Combine(_folder.FullName, "mail.eml");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(input["File"] ?? ""));
        Check(import.FromFile(path, CancellationToken.None));
    }

    public override void Dispose()
    {
        _folder.Delete(recursive: true);
        base.Dispose();
    }

    // A message of CMS with some bytes changed, left out, or taken from elsewhere in it.
    private static string Message(Random random)
    {
        var entity = Nasty.Once(random, 2) ? "Content-Type: text/plain\r\n\r\ntext" : MailTexts.Make(random);
        var message = CompressedMailTests.Compressed(entity).ToList();
        for (var wounds = random.Next(6); wounds > 0 && message.Count > 1; wounds--)
        {
            var at = random.Next(message.Count);
            if (Nasty.Once(random, 3))
                message.RemoveRange(at, random.Next(message.Count - at));
            else
                message[at] = Nasty.Once(random, 2) ? message[random.Next(message.Count)] : (byte)random.Next(256);
        }

        return "From: a@example.org\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String([.. message]);
    }

    private static void Check(SoarEmail mail)
    {
        foreach (var attachment in mail.Attachments)
            Check(attachment);
        foreach (var shown in new List<string>([mail.Structure, .. mail.Warnings, .. mail.Attachments.Select(attachment => attachment.Name ?? "")]))
            FuzzFindingException.If(shown.Any(IsControl), "a control character shows: " + WireCheck.Quoted(shown));
        FuzzFindingException.If(mail.Signature.Any(signature => signature.Status == SignatureStatus.Valid), "a signature is valid that nobody made");
    }

    // What Add-SoarVaultFile would keep is what the object says.
    private static void Check(SoarEmailAttachment attachment)
    {
        FuzzFindingException.If(attachment.Name is { } name && name.IndexOfAny(['/', '\\']) >= 0, "a name is a path: " + WireCheck.Quoted(attachment.Name ?? ""));
        if (attachment.Content is { } content)
        {
            using var stream = content.Open(CancellationToken.None);
            var digest = SmtpSoar.Core.Vault.ContentDigest.Read(stream, null, CancellationToken.None);
            FuzzFindingException.If(digest.Sha256 != attachment.Sha256, $"the content is another: {digest.Size} bytes, not {attachment.Size}");
        }

        if (attachment.Email is { } email)
            Check(email);
    }

    private static bool IsControl(char c) => c != '\n' && (char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
}
