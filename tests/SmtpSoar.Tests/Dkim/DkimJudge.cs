using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>Verifies mails by programs that share no code with the signer: MimeKit, and where they are installed dkimpy and OpenDKIM.</summary>
internal static class DkimJudge
{
    public const string DkimPython = "/usr/bin/dkimverify";
    public const string OpenDkim = "/usr/sbin/opendkim";

    // Debian's dkimpy is for Debian's Python. Each signature is verified by itself.
    private const string Program =
        "import sys, json, dkim\n"
        + "records = json.load(open(sys.argv[1]))\n"
        + "find = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode() or None\n"
        + "mail = dkim.DKIM(open(sys.argv[2], 'rb').read())\n"
        + "count = sum(1 for name, value in mail.headers if name.lower() == b'dkim-signature')\n"
        + "sys.exit(0 if count and all(mail.verify(idx=i, dnsfunc=find) for i in range(count)) else 1)\n";

    /// <summary>Whether each signature of a mail holds, in the eyes of all the judges. They must agree.</summary>
    /// <param name="wire">The mail.</param>
    /// <param name="names">The keys whose records DNS has.</param>
    public static bool Verifies(byte[] wire, params string[] names)
    {
        var verdicts = Verdicts(wire, names).ToList();
        Assert.True(verdicts.Select(verdict => verdict.Holds).Distinct().Count() == 1, string.Join(", ", verdicts));
        return verdicts[0].Holds;
    }

    private static IEnumerable<(string Judge, bool Holds)> Verdicts(byte[] wire, string[] names)
    {
        yield return ("MimeKit", MimeKitVerifies(wire));
        if (!File.Exists(DkimPython) && !File.Exists(OpenDkim))
            yield break;
        using var work = new Work(wire, names);

        // It refuses a blank before a field's colon, which is obsolete and legal.
        if (File.Exists(DkimPython) && !Regex.IsMatch(Encoding.ASCII.GetString(wire), @"\A(?:.+\r\n)*?[\w-]+ :"))
            yield return ("dkimpy", Work.Run("/usr/bin/python3", "-c", Program, work.Records, work.Mail).Status == 0);

        // It tells what it finds of each signature, and ends with 0 whatever that is.
        if (File.Exists(OpenDkim))
            yield return ("OpenDKIM", Count(Work.Run(OpenDkim, "-x", work.Configuration, "-vv", "-t", work.Mail).Output, "dkim=pass") == names.Length);
    }

    private static int Count(string text, string word) => text.Split([word], StringSplitOptions.None).Length - 1;

    private static bool MimeKitVerifies(byte[] wire)
    {
        var message = MimeMessage.Load(new MemoryStream(wire));
        var signatures = message.Headers.Where(header => header.Id == HeaderId.DkimSignature).ToList();
        var verifier = new DkimVerifier(new KeyLocator()) { MinimumRsaKeyLength = 1024 };
        return signatures.Count > 0 && signatures.TrueForAll(signature => verifier.Verify(message, signature));
    }

    private sealed class KeyLocator : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken)
        {
            var record = DkimKeys.Record(selector);
            var key = Convert.FromBase64String(record.Substring(record.IndexOf("p=", StringComparison.Ordinal) + 2));
            return record.Contains("k=ed25519") ? new Ed25519PublicKeyParameters(key, 0) : PublicKeyFactory.CreateKey(key);
        }

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }

    /// <summary>A folder with a mail, and the records in the forms that the programs read.</summary>
    private sealed class Work : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dkim-");

        public Work(byte[] wire, string[] names)
        {
            File.WriteAllBytes(Mail, wire);
            var records = DkimKeys.Records(names);
            File.WriteAllText(Records, "{" + string.Join(",", records.Select(record => $"\"{record.Key}\":\"{record.Value}\"")) + "}");
            File.WriteAllLines(Keys, records.Select(record => $"{record.Key} {record.Value}"));
            File.WriteAllText(Configuration, $"TestPublicKeys {Keys}\nOn-BadSignature reject\nOn-NoSignature reject\nMode v\nUserID root\nMinimumKeyBits 1024\n");
        }

        public string Mail => Path.Combine(_folder.FullName, "mail");

        public string Records => Path.Combine(_folder.FullName, "records.json");

        public string Configuration => Path.Combine(_folder.FullName, "opendkim.conf");

        private string Keys => Path.Combine(_folder.FullName, "keys");

        public static (int Status, string Output) Run(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program)
            {
                Arguments = string.Join(" ", arguments.Select(argument => "\"" + argument.Replace("\"", "\\\"") + "\"")),
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
