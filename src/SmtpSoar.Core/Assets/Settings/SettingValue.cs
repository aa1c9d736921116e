using System;
using System.Collections;
using System.Collections.Generic;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>The value that a user gave for a setting, and the key that they used for it.</summary>
internal readonly struct SettingValue(string key, object? value)
{
    internal string Key { get; } = key;

    internal object? Value { get; } = value;

    /// <summary>Whether there is anything: null, empty and blank stand for nothing.</summary>
    internal bool IsGiven => Value is string text ? !string.IsNullOrWhiteSpace(text) : Value is not null;

    /// <summary>The value for an error message, or only its kind where it may hold more than belongs there.</summary>
    internal string Described => Value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string or Enum => $"'{SafeText.Of(Value.ToString())}'",
        SecureString => "a secure string",
        IDictionary or IEnumerable<KeyValuePair<string, object?>> => "an object",
        IEnumerable => "an array",
        _ => Number.ToDecimal(Value) is { } number ? Number.ToText(number) : $"a {Value.GetType().Name}",
    };

    internal string AsText() => Value switch
    {
        string text => text.Trim(),
        // For what has a text form of its own, such as addresses; PowerShell's wrapped strings too.
        not (bool or SecureString or IEnumerable or X509Certificate) => PlainText(),
        _ => throw Invalid("text"),
    };

    internal bool AsFlag() => Flag.Read(Value) ?? throw Invalid("true or false (or 1, 0, yes, no)");

    internal int AsPort() => Number.ToInteger(Value) is { } port && Number.IsPort(port)
        ? port
        : throw Errors.AssetPortInvalid.With(Described.Trim('\''));

    internal int AsCount() => Number.ToInteger(Value) ?? throw Invalid("a whole number");

    internal string[] AsWords() => Words.Read(Value) ?? throw Invalid("text separated by blanks, or an array of text");

    /// <summary>A secret as it is: a blank at its end may be part of it.</summary>
    internal SecureString AsSecret() => Secret.Read(Value)
        // Its kind only: this value is never shown.
        ?? throw Errors.AssetSettingInvalid.With(Key, "a value of this kind", "a string or a SecureString");

    internal object[] AsKeys() => DkimSettings.ReadKeys(Value)
        // Its kind only: it may be a key.
        ?? throw Errors.AssetSettingInvalid.With(
            Key, "a value of this kind", "the path of a PEM file, a SecureString with PEM text, or a list");

    internal X509Certificate2 AsCertificate() => Value as X509Certificate2
        // Not described: what stands there may be a password or a key.
        ?? throw Errors.AssetSettingInvalid.With(Key, "read from text", "an X509Certificate2 object, such as Get-PfxCertificate gives");

    internal SmtpSoarException Invalid(string allowed) => Errors.AssetSettingInvalid.With(Key, Described, allowed);

    private string PlainText()
    {
        if (Number.ToDecimal(Value) is { } number)
            return Number.ToText(number);
        var text = Value?.ToString() ?? "";
        // An object without a text form calls itself by the name of its type.
        return text != Value?.GetType().ToString() ? text.Trim() : throw Invalid("text");
    }
}
