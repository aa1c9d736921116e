using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Assets.Json;

/// <summary>Reads an asset's file.</summary>
internal static class AssetFile
{
    // Far more than all settings take.
    private const long MaxHeld = 64 * 1024;

    /// <summary>The text of a file in UTF-8, or in what its byte order mark says: Windows PowerShell writes UTF-16.</summary>
    internal static string ReadText(string path, CancellationToken cancellationToken)
    {
        var file = UserFile.Take(path, path, UserFileErrors.Asset, MaxHeld, cancellationToken);
        try
        {
            using var content = file.Open(0, cancellationToken);
            using var reader =
                new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            // Not handed on as the cause: it quotes bytes of the file.
            throw Errors.AssetFileNotText.With(path);
        }
    }
}
