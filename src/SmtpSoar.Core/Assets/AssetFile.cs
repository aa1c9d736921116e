using System;
using System.IO;
using System.Text;

namespace SmtpSoar.Core.Assets;

/// <summary>Reads an asset's file.</summary>
internal static class AssetFile
{
    /// <summary>The text of a file in UTF-8, or in what its byte order mark says: Windows PowerShell writes UTF-16.</summary>
    internal static string ReadText(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            // Not handed on as the cause: it quotes bytes of the file.
            throw Errors.AssetFileNotText.With(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.AssetFileNotFound.Because(exception, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.AssetFileUnreadable.Because(exception, path, exception.Message);
        }
    }
}
