using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>Takes private keys: secure strings, and files or their paths. A key that is text is refused, as a password is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeySourceAttribute : ArgumentTransformationAttribute
{
    private const string Mark = "-----BEGIN";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = Values.Unwrap(inputData);
        return value is null ? null : (Values.Items(value) ?? [value]).Select(item => Key(Values.Unwrap(item))).ToArray();
    }

    private static object Key(object? item) => item switch
    {
        SecureString secret => secret,
        FileInfo file => file.FullName,
        string text when text.Contains(Mark) => throw new ArgumentTransformationMetadataException(Texts.SecretIsText),
        string path when path.Trim().Length > 0 => path,
        _ => throw new ArgumentTransformationMetadataException(Texts.NoKeySource),
    };
}
