using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Takes certificates, and paths of files with certificates or keys.</summary>
/// <param name="Certificates">The certificates.</param>
/// <param name="Files">The full paths.</param>
internal sealed record KeyArgument(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<string> Files)
{
    /// <summary>Sorts the values of a parameter.</summary>
    /// <exception cref="SmtpSoarException">A value is neither.</exception>
    public static KeyArgument Of(object[]? values, FilePaths paths)
    {
        var certificates = new List<X509Certificate2>();
        var files = new List<string>();
        foreach (var value in Values.Flatten(values ?? []).Select(Values.Unwrap))
            switch (value)
            {
                case X509Certificate2 certificate:
                    certificates.Add(certificate);
                    break;
                case FileSystemInfo file:
                    files.Add(file.FullName);
                    break;
                case string path when path.Length > 0:
                    files.AddRange(paths.Matching(path));
                    break;
                default:
                    throw Errors.MailKeyUnreadable.With(SafeName(value), "it is neither a certificate nor a path");
            }

        return new KeyArgument(certificates, files);
    }

    private static string SafeName(object? value) => value is null ? "$null" : value is string ? "''" : Values.Kind(value);
}
