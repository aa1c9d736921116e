using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;

namespace SmtpSoar.Core.Files;

/// <summary>The media type that a file name stands for: the same on every machine.</summary>
public static class MediaTypes
{
    private const string Unknown = "application/octet-stream";

    // Types that MimeKit's table lacks, or has under a name that IANA's registry (or the RFC that is named) has replaced.
    private static readonly Dictionary<string, string> Registered = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flac"] = "audio/flac", // RFC 9639
        ["geojson"] = "application/geo+json", // RFC 7946
        ["gz"] = "application/gzip", // RFC 6713
        ["heic"] = "image/heic",
        ["heif"] = "image/heif",
        ["jxl"] = "image/jxl",
        ["kml"] = "application/vnd.google-earth.kml+xml",
        ["kmz"] = "application/vnd.google-earth.kmz",
        ["p12"] = "application/pkcs12",
        ["parquet"] = "application/vnd.apache.parquet",
        ["pcap"] = "application/vnd.tcpdump.pcap",
        ["pfx"] = "application/pkcs12",
        ["psd"] = "image/vnd.adobe.photoshop",
        ["py"] = "text/x-python", // not registered; MimeKit's has a typing error
        ["rpm"] = "application/x-rpm", // not registered; MimeKit's is an old sound format
        ["sqlite"] = "application/vnd.sqlite3",
        ["tgz"] = "application/gzip",
        ["toml"] = "application/toml",
        ["wasm"] = "application/wasm",
        ["xml"] = "application/xml", // RFC 7303
        ["yaml"] = "application/yaml", // RFC 9512
        ["yml"] = "application/yaml",
        ["zst"] = "application/zstd", // RFC 8878
    };

    /// <summary>The media type for a file name, by its last extension; <c>application/octet-stream</c> if that says nothing.</summary>
    /// <param name="fileName">A name or path.</param>
    public static string ForFileName(string? fileName)
    {
        var extension = Extension(fileName ?? "");
        if (extension.Length == 0)
            return Unknown;
        return Registered.TryGetValue(extension, out var type) ? type : MimeTypes.GetMimeType("file." + extension);
    }

    // Not Path.GetExtension: a name may hold what this system does not allow in a path.
    private static string Extension(string fileName)
    {
        var extension = fileName.Substring(fileName.LastIndexOf('.') + 1);
        var isPlain = extension.Length < fileName.Length && extension.All(character => character < 128 && char.IsLetterOrDigit(character));
        return isPlain ? extension : "";
    }
}
