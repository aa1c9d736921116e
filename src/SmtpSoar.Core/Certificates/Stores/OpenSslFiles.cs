#if NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SmtpSoar.Core.Certificates.Stores;

/// <summary>Finds authorities among the certificates that a Linux machine trusts, which are files of OpenSSL.</summary>
/// <remarks>
/// The framework shows them as a store too. It reads, sorts and keeps all of them at its first use, which takes a first mail 60 ms. To look
/// for one name takes a few.
/// </remarks>
/// <param name="files">The files: one certificate or many, as PEM or DER.</param>
/// <param name="folders">Folders of such files.</param>
internal sealed class OpenSslFiles(IEnumerable<string> files, IEnumerable<string> folders)
{
    // A list of all authorities of the world has a quarter of a MiB.
    private const long MaxSize = 16 * 1024 * 1024;

    private const string Begin = "-----BEGIN ";

    // The places of distributions, of which a machine has one or two.
    private static readonly string[] Places = ["/usr/lib/ssl", "/etc/ssl", "/etc/pki/tls", "/usr/local/ssl"];

    private readonly string[] _files = [.. files.Where(File.Exists)];
    private readonly string[] _folders = [.. folders.Where(Directory.Exists)];

    /// <summary>The machine's, where OpenSSL and the framework look for them: the variables SSL_CERT_FILE and SSL_CERT_DIR win.</summary>
    public static OpenSslFiles OfTheMachine() => new(
        Named("SSL_CERT_FILE") ?? Distinct(Places.Select(place => place + "/cert.pem")),
        Named("SSL_CERT_DIR")?.SelectMany(list => list.Split(':')) ?? Distinct(Places.Select(place => place + "/certs")));

    /// <summary>Whether there is any place to look at.</summary>
    public bool IsThere => _files.Length > 0 || _folders.Length > 0;

    /// <summary>The certificates with a name, as they are found. A file that can't be read is passed over.</summary>
    public IEnumerable<X509Certificate2> Find(X500DistinguishedName name) => _files
        .Concat(_folders.SelectMany(FilesIn))
        .SelectMany(Certificates)
        .Where(certificate => certificate.AsSpan().IndexOf(name.RawData) >= 0)
        .Select(TryLoad)
        .OfType<X509Certificate2>()
        .Where(certificate => certificate.SubjectName.RawData.AsSpan().SequenceEqual(name.RawData));

    private static string[]? Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? [value] : null;

    // One place is often a link to another.
    private static IEnumerable<string> Distinct(IEnumerable<string> paths) => paths
        .Where(path => File.Exists(path) || Directory.Exists(path))
        .DistinctBy(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);

    // OpenSSL finds a certificate by a link whose name is a hash of the authority's. The file lies beside it.
    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFiles()
                .Where(file => file.LinkTarget is not { } target || target.Contains('/'))
                .Select(file => file.FullName);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<byte[]> Certificates(string path)
    {
        var bytes = TryRead(path);
        var text = Encoding.Latin1.GetString(bytes);
        return text.Contains(Begin, StringComparison.Ordinal) ? Blocks(text) : [bytes];
    }

    private static byte[] TryRead(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and <= MaxSize } ? File.ReadAllBytes(path) : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<byte[]> Blocks(string text)
    {
        for (var from = 0; PemEncoding.TryFind(text.AsSpan(from), out var fields); from += fields.Location.End.Value)
            if (text.AsSpan(from)[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE")
                yield return Decode(text.AsSpan(from)[fields.Base64Data], fields.DecodedDataLength);
    }

    private static byte[] Decode(ReadOnlySpan<char> base64, int length)
    {
        var bytes = new byte[length];
        return Convert.TryFromBase64Chars(base64, bytes, out _) ? bytes : [];
    }

    private static X509Certificate2? TryLoad(byte[] certificate)
    {
        try
        {
            return new X509Certificate2(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
#endif
