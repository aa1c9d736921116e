using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Bodies;

/// <summary>Takes pictures that stand as data in HTML out of it: Gmail and Outlook show only those that are parts of the mail.</summary>
internal sealed class DataPictures
{
    // RFC 2397, in a quoted attribute, or as the address of a style.
    private static readonly Regex Address = new(
        @"(?<=[=""'(]\s*)data:(?<type>image/(?:png|jpe?g|gif|webp|bmp|svg\+xml|x-icon))(?:;[a-z0-9=-]+)*?;base64,"
        + @"(?<data>[A-Za-z0-9+/=\s%]+)(?=[""')\s>])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly Dictionary<string, DataPicture> _pictures = new(StringComparer.Ordinal);
    private readonly List<DataPicture> _all = [];

    private DataPictures()
    {
    }

    /// <summary>The HTML, and the pictures that it now refers to by content ids.</summary>
    public static (string Html, IReadOnlyList<DataPicture> Pictures) Extract(string html)
    {
        var pictures = new DataPictures();
        return (Address.Replace(html, pictures.Replaced), pictures._all);
    }

    private string Replaced(Match match) =>
        TryDecode(match.Groups["data"].Value, out var bytes)
            ? "cid:" + Take(match.Groups["type"].Value.ToLowerInvariant(), bytes).ContentId
            : match.Value;

    // The same picture is one part, however often it is shown.
    private DataPicture Take(string type, byte[] bytes)
    {
        var digest = Sha256Digest.Of(bytes).Substring(0, 32);
        if (!_pictures.TryGetValue(digest, out var picture))
        {
            picture = new DataPicture($"picture{_all.Count + 1}.{Extension(type)}", type, digest + "@picture.invalid", bytes);
            _pictures[digest] = picture;
            _all.Add(picture);
        }

        return picture;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        try
        {
            bytes = Convert.FromBase64String(Uri.UnescapeDataString(new StringBuilder(text).Replace("&#43;", "+").ToString()));
            return bytes.Length > 0;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }

    private static string Extension(string type) => type switch
    {
        "image/jpeg" or "image/jpg" => "jpg",
        "image/svg+xml" => "svg",
        "image/x-icon" => "ico",
        _ => type.Substring("image/".Length),
    };
}

/// <summary>A picture that becomes a part of the mail.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Type">The media type.</param>
/// <param name="ContentId">The content id.</param>
/// <param name="Content">The bytes.</param>
internal sealed record DataPicture(string Name, string Type, string ContentId, byte[] Content);
