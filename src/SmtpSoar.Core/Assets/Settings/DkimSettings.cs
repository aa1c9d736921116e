using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>The DKIM settings of an asset, checked. No key is read.</summary>
/// <param name="Domain">The signing domain, in ASCII.</param>
/// <param name="Selectors">The selectors, in ASCII.</param>
/// <param name="Keys">For each selector the path of a PEM file, or a secure string with PEM text.</param>
internal sealed record DkimSettings(string Domain, IReadOnlyList<string> Selectors, IReadOnlyList<object> Keys)
{
    /// <summary>Whether an asset has any of the settings.</summary>
    public static bool IsGiven(SmtpAsset asset) =>
        !string.IsNullOrWhiteSpace(asset.DkimDomain) || asset.DkimSelector is { Length: > 0 } || asset.DkimPrivateKey is { Length: > 0 };

    /// <summary>The settings, or <see langword="null"/> where the asset has none.</summary>
    /// <exception cref="SmtpSoarException">They can't be used.</exception>
    public static DkimSettings? Of(SmtpAsset asset)
    {
        if (!IsGiven(asset))
            return null;
        var missing = Missing(asset).ToList();
        if (missing.Count > 0)
            throw Errors.DkimSettingMissing.With(string.Join(", ", missing));
        if (asset.DkimSelector.Length != asset.DkimPrivateKey.Length)
            throw Errors.DkimKeysUneven.With(asset.DkimSelector.Length, asset.DkimPrivateKey.Length);
        return new DkimSettings(DomainOf(asset.DkimDomain!.Trim()), SelectorsOf(asset.DkimSelector), asset.DkimPrivateKey);
    }

    /// <summary>Reads the keys that a user gives: paths, secure strings, PEM text, or a list of these.</summary>
    /// <returns>Paths and secure strings, or <see langword="null"/> for anything else.</returns>
    public static object[]? ReadKeys(object? value)
    {
        var items = value is System.Collections.IEnumerable list and not string ? list.Cast<object?>().ToList() : [value];
        var keys = items.Select(ReadKey).ToList();
        return keys.Contains(null) ? null : [.. keys.OfType<object>()];
    }

    /// <summary>Whether text is a key itself, and not the path of one.</summary>
    public static bool IsPem(string text) => text.Contains("-----BEGIN");

    private static object? ReadKey(object? value) => value switch
    {
        SecureString secret => secret,
        string text when IsPem(text) => Secret.Read(text),
        string path when !string.IsNullOrWhiteSpace(path) => path.Trim(),
        System.IO.FileSystemInfo file => file.FullName,
        _ => null,
    };

    private static IEnumerable<string> Missing(SmtpAsset asset)
    {
        if (string.IsNullOrWhiteSpace(asset.DkimDomain))
            yield return nameof(asset.DkimDomain);
        if (asset.DkimSelector is not { Length: > 0 })
            yield return nameof(asset.DkimSelector);
        if (asset.DkimPrivateKey is not { Length: > 0 })
            yield return nameof(asset.DkimPrivateKey);
    }

    private static string DomainOf(string given)
    {
        var domain = DomainName.ToAscii(given.TrimEnd('.'));
        return domain is not null && LocalDomainName.IsDomain(domain) && domain.Contains('.')
            ? domain.ToLowerInvariant()
            : throw Errors.DkimDomainInvalid.With(SafeText.Of(given));
    }

    private static List<string> SelectorsOf(string[] given)
    {
        var selectors = new List<string>();
        foreach (var selector in given)
        {
            var ascii = DomainName.ToAscii(selector?.Trim() ?? "") ?? "";
            if (FaultOf(ascii, selectors) is { } fault)
                throw Errors.DkimSelectorInvalid.With(SafeText.Of(selector), fault);
            selectors.Add(ascii);
        }

        return selectors;
    }

    // Labels as RFC 6376 has them in section 3.1. Some providers' begin with an underscore, which DNS allows.
    private static string? FaultOf(string selector, List<string> others)
    {
        if (!LocalDomainName.IsDomain(selector.Replace('_', 'x')))
            return "it takes letters, digits and hyphens, at most 63, in labels with dots between them";
        return others.Contains(selector, StringComparer.OrdinalIgnoreCase) ? "it is given twice" : null;
    }
}
