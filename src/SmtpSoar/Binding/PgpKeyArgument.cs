using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Reads what a user gives for an OpenPGP key: a file or folder, or the name of a key that gpg has.</summary>
internal static class PgpKeyArgument
{
    /// <summary>A full path, or the name as it was given.</summary>
    /// <exception cref="SmtpSoarException">It is neither.</exception>
    public static string Read(object value, FilePaths paths) => Values.Unwrap(value) switch
    {
        FileSystemInfo file => file.FullName,
        string text when text.Trim().Length > 0 => PgpKeyName.IsPath(text) ? paths.Literal(text) : text.Trim(),
        string => throw Errors.PgpKeyFileNotFound.With(""),
        { } other => throw Errors.PgpKeyFileNotFound.With(Values.Kind(other)),
        null => throw Errors.PgpKeyFileNotFound.With(""),
    };

    /// <summary>Several of them.</summary>
    public static IEnumerable<string> ReadAll(object[] values, FilePaths paths) =>
        Values.Flatten(values).Where(value => value is not null).Select(value => Read(value!, paths));
}
