using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security;
using SmtpSoar.Core.Assets.Json;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>Reads assets, and looks into every error for the secret that each test plants.</summary>
public abstract class AssetTestBase
{
    protected const string Canary = "cAnArY-5ecret";

    protected static SmtpAsset Read(string key, object? value) => AssetReader.FromDictionary(Entries((key, value)));

    protected static SmtpAsset Read(params (string Key, object? Value)[] entries) => AssetReader.FromDictionary(Entries(entries));

    protected static SmtpSoarException Error(string id, Action action)
    {
        var error = Assert.Throws<SmtpSoarException>(action);
        Assert.Equal(id, error.ErrorId);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.OrdinalIgnoreCase);
        return error;
    }

    protected static string? Reveal(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;

    protected static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        return secret;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(params (string Key, object? Value)[] entries) =>
        entries.Select(entry => new KeyValuePair<string, object?>(entry.Key, entry.Value));
}
