using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Reading;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails of one text, which openssl and gpg have signed and encrypted, and the keys that read them.</summary>
internal sealed class ProtectedSamples : IDisposable
{
    public const string Body = "Grüße, the text that is protected";

    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Data", "protected");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samples-");
    private readonly MailImport _import;

    public ProtectedSamples()
    {
        var secret = new[] { "key.pfx", "secret.asc" }.Select(Copy).ToList();
        var open = new[] { "ca.pem", "public.asc" }.Select(Copy).ToList();
        _import = new MailImport(new MailImportOptions { Verify = true, VerifyFiles = open, DecryptFiles = secret });
        _import.OpenKeys(CancellationToken.None);
    }

    /// <summary>The names of the mails.</summary>
    public static string[] Names { get; } =
        [.. Directory.GetFiles(Data, "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)!).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>A mail, a character for each byte.</summary>
    public static string Text(string name) => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Data, name + ".eml")));

    /// <summary>Reads a mail, with all keys.</summary>
    public SoarEmail Read(byte[] mail)
    {
        var path = Path.Combine(_folder.FullName, "mail.eml");
        File.WriteAllBytes(path, mail);
        return _import.FromFile(path, CancellationToken.None);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Only its owner may read a private key.
    private string Copy(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, File.ReadAllBytes(Path.Combine(Data, name)));
#if NET
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
#endif
        return path;
    }
}
