using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Bodies;

/// <summary>Takes pictures that HTML shows by path out of one folder, and nothing that lies elsewhere.</summary>
internal sealed class PictureFolder
{
    private const long MaxSize = 16 * 1024 * 1024;

    private static readonly StringComparison Comparison =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly Dictionary<string, DataPicture> _taken = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly string _real;

    /// <param name="folder">The full path of the folder.</param>
    /// <exception cref="SmtpSoarException">There is no such folder.</exception>
    public PictureFolder(string folder)
    {
        _folder = WithSeparator(Path.GetFullPath(folder));
        _real = Directory.Exists(_folder) && RealPath.Of(_folder) is { } real
            ? WithSeparator(real)
            : throw Errors.PictureFolderNotFound.With(folder);
    }

    /// <summary>The pictures so far.</summary>
    public IReadOnlyList<DataPicture> Pictures => [.. _taken.Values];

    /// <summary>Takes a picture.</summary>
    /// <param name="address">The address that the HTML has: a path below the folder, as it is or encoded as in a URL.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <returns>The picture, or <see langword="null"/> where it is not there.</returns>
    /// <exception cref="SmtpSoarException">It lies elsewhere, or is no picture, or can't be read.</exception>
    public DataPicture? Take(string address, CancellationToken stop)
    {
        var path = Candidates(address).Select(candidate => Find(address, candidate)).FirstOrDefault(found => found is not null);
        if (path is null)
            return null;
        var type = MediaTypes.ForFileName(path);
        if (!type.StartsWith("image/", StringComparison.Ordinal))
            throw Refusal(address, "its name is not that of a picture");
        var bytes = Read(address, path, stop);
        var digest = Sha256Digest.Of(bytes).Substring(0, 32);
        if (!_taken.TryGetValue(digest, out var picture))
            _taken[digest] = picture = new DataPicture(NameOf(path), type, digest + "@picture.invalid", bytes);
        return picture;
    }

    /// <summary>The refusal of an address.</summary>
    public SmtpSoarException Refusal(string address, string reason) =>
        Errors.PictureRefused.With(SafeText.Of(address), _folder.TrimEnd(Path.DirectorySeparatorChar), reason);

    // As it stands, and as the URL that it may be.
    private static IEnumerable<string> Candidates(string address)
    {
        if (!address.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            yield return address;
        var plain = address.Split('?', '#')[0];
        yield return Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.IsFile
            ? uri.LocalPath
            : Uri.UnescapeDataString(plain).Replace('\\', Path.DirectorySeparatorChar);
    }

    private string? Find(string address, string candidate)
    {
        string full;
        try
        {
            full = Path.GetFullPath(Path.Combine(_folder, candidate));
        }
        catch (Exception cause) when (cause is ArgumentException or NotSupportedException or IOException)
        {
            throw Refusal(address, "it is no path");
        }

        if (!IsBelow(full, _folder) && !IsBelow(full, _real))
            throw Refusal(address, "it lies outside of that folder");
        var real = RealPath.Of(full);
        return real is null || IsBelow(real, _real) ? real : throw Refusal(address, "a link leads out of that folder");
    }

    private byte[] Read(string address, string path, CancellationToken stop)
    {
        var file = UserFile.Take(path, path, UserFileErrors.Attachment, 0, stop);
        if (file.Length > MaxSize)
            throw Refusal(address, $"it is larger than the {MaxSize} bytes that a picture may have");
        using var content = file.Open(0, stop);
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        return TextChecks.IsAscii(name) ? name : $"picture{_taken.Count + 1}{Path.GetExtension(path)}";
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder, Comparison);

    private static string WithSeparator(string path) =>
        path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) + Path.DirectorySeparatorChar;
}
