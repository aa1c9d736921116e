using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Certificates;

/// <summary>
/// Finds the certificates of recipients by their addresses: among those that are given, then the asset's, then the system's.
/// </summary>
/// <param name="given">The certificates, files and folders that are given.</param>
/// <param name="path">The asset's file or folder, or <see langword="null"/>.</param>
/// <param name="store">The system's address book.</param>
internal sealed class RecipientCertificates(
    IEnumerable<CertificateSource> given, string? path, Func<IEnumerable<X509Certificate2>> store)
{
    private const int MaxSize = 8 * 1024 * 1024;

    private static readonly string[] Extensions = [".cer", ".crt", ".der", ".pem", ".p7b", ".p7c"];

    private readonly List<CertificateIndex?> _places = [null, null, null];
    private readonly List<string> _unreadable = [];

    /// <summary>Files that could not be read, each with the reason. A folder may have others in it.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Those of the asset.</summary>
    public CertificateIndex OfAsset(CancellationToken stop) => PlaceOf(1, stop);

    /// <summary>The one certificate that is given, if it is for no recipient's address: that of a gateway, say.</summary>
    public X509Certificate2? Lone(CancellationToken stop) => PlaceOf(0, stop).All is [var only] ? only : null;

    /// <summary>Finds the certificate for an address: of several the newest that is valid and meant for encryption.</summary>
    /// <param name="address">The address.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <param name="stop">Ends each wait for a file.</param>
    /// <exception cref="SmtpSoarException">A file or folder that is named can't be read.</exception>
    public CertificateMatch Find(string address, DateTimeOffset now, CancellationToken stop)
    {
        SmtpSoarException? obstacle = null;
        for (var i = 0; i < _places.Count; i++)
        {
            var match = PlaceOf(i, stop).Find(address, now);
            if (match.Certificate is not null)
                return match;
            obstacle ??= match.Obstacle;
        }

        return new CertificateMatch(null, 0, obstacle);
    }

    private CertificateIndex PlaceOf(int place, CancellationToken stop) => _places[place] ??= new CertificateIndex(place switch
    {
        0 => given.SelectMany(source => Read(source, stop)),
        1 => string.IsNullOrWhiteSpace(path) ? [] : ReadPath(path!, stop),
        _ => store(),
    });

    private IEnumerable<X509Certificate2> Read(CertificateSource source, CancellationToken stop) =>
        source.Certificate is { } certificate ? [certificate] : ReadPath(source.Path ?? "", stop);

    private IEnumerable<X509Certificate2> ReadPath(string name, CancellationToken stop) =>
        Directory.Exists(name) ? ReadFolder(name, stop) : ReadFile(name, stop);

    private List<X509Certificate2> ReadFolder(string folder, CancellationToken stop)
    {
        var found = new List<X509Certificate2>();
        foreach (var file in FilesIn(folder))
        {
            try
            {
                found.AddRange(ReadFile(file, stop));
            }
            catch (SmtpSoarException fault)
            {
                _unreadable.Add(fault.Sentence);
            }
        }

        return found;
    }

    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return Directory.GetFiles(folder)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .OrderBy(file => file, StringComparer.Ordinal);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Errors.RecipientCertificateUnreadable.Because(cause, folder, cause.Message);
        }
    }

    private static IReadOnlyList<X509Certificate2> ReadFile(string name, CancellationToken stop)
    {
        var file = UserFile.Take(name, name, UserFileErrors.RecipientCertificate, UserFile.MaxUnsized, stop);
        if (file.Length > MaxSize)
            throw Errors.RecipientCertificateUnreadable.With(name, "it is larger than certificates are.");
        using var content = file.Open(0, stop);
        var bytes = new byte[file.Length];
        UserFile.Fill(content, bytes, bytes.Length);
        try
        {
            return CertificateBytes.Read(bytes) is { Count: > 0 } all
                ? all
                : throw Errors.RecipientCertificateUnreadable.With(name, "it has no certificate in it.");
        }
        catch (CryptographicException cause)
        {
            throw Errors.RecipientCertificateUnreadable.Because(cause, name, "it is neither DER, PEM nor PKCS #7.");
        }
    }
}
