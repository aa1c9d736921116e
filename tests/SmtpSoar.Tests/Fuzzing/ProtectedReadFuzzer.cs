using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Tests.Reading;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>
/// Signed and encrypted mails that openssl and gpg made, with some bytes changed, left out, doubled or taken from another: none may show other
/// content under a valid signature.
/// </summary>
internal sealed class ProtectedReadFuzzer : Fuzzer
{
    private static readonly string[] Samples = [.. ProtectedSamples.Names.Select(ProtectedSamples.Text)];

    private readonly ProtectedSamples _keys = new();

    public override FuzzInput Make(Random random)
    {
        var mail = new StringBuilder(Nasty.Pick(random, Samples));
        for (var wounds = random.Next(1, 5); wounds > 0 && mail.Length > 1; wounds--)
            Wound(random, mail);
        return new FuzzInput(("File", mail.ToString()));
    }

    public override void Run(FuzzInput input)
    {
        var mail = _keys.Read(Encoding.Latin1.GetBytes(input["File"] ?? ""));
        if (mail.Signature.Any(signature => signature.Status == SignatureStatus.Valid))
            FuzzFindingException.If(!IsUnchanged(mail), "a valid signature over other content: " + WireCheck.Quoted(mail.TextBody ?? "no text"));
        FuzzFindingException.If(mail.Structure.Any(c => c != '\n' && char.IsControl(c)), "a control character shows");
        foreach (var attachment in mail.Attachments.Where(attachment => attachment.Content is not null))
        {
            using var stream = attachment.Content!.Open(CancellationToken.None);
            stream.CopyTo(Stream.Null);
        }
    }

    public override void Dispose()
    {
        _keys.Dispose();
        base.Dispose();
    }

    // Text beside the signed part, such as a preamble, is shown by its place and not as the text.
    private static bool IsUnchanged(SoarEmail mail) => mail.TextBody is null || mail.TextBody.Trim() == ProtectedSamples.Body;

    private static void Wound(Random random, StringBuilder mail)
    {
        var at = random.Next(mail.Length);
        var length = Math.Min(random.Next(1, 60), mail.Length - at);
        switch (random.Next(5))
        {
            case 0:
                mail.Remove(at, length);
                break;
            case 1:
                mail.Insert(at, mail.ToString(at, length));
                break;
            case 2:
                var other = Nasty.Pick(random, Samples);
                var start = random.Next(other.Length);
                mail.Insert(at, other.AsSpan(start, Math.Min(random.Next(1, 400), other.Length - start)));
                break;
            case 3:
                mail[at] = (char)random.Next(256);
                break;
            default:
                mail[at] = mail[random.Next(mail.Length)];
                break;
        }
    }
}
