using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Turns PowerShell's paths into those of the file system, by the current location of the runspace.</summary>
internal sealed class FilePaths(SessionState session)
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path. Wildcards stand for themselves.</summary>
    /// <exception cref="SmtpSoarException">The file system has no such path: the drive is unknown, or another provider's.</exception>
    public string Literal(string path)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? full : throw Errors.PathInvalid.With(path, $"it belongs to the provider {provider.Name}");
        }
        catch (Exception cause) when (IsFault(cause))
        {
            throw Errors.PathInvalid.Because(cause, path, cause.Message.TrimEnd('.'));
        }
    }

    /// <summary>Whether a path begins with the name of a drive of this session.</summary>
    public bool HasDrive(string path) => path.IndexOf(':') is var colon and > 0
        && session.Drive.GetAll().Any(drive => drive.Name.Equals(path.Substring(0, colon), StringComparison.OrdinalIgnoreCase));

    /// <summary>The full paths that a path with wildcards stands for. If there are none, or it has none, the path itself.</summary>
    /// <exception cref="SmtpSoarException">The file system has no such path.</exception>
    public IReadOnlyList<string> Matching(string path)
    {
        var literal = Literal(path);
        if (!WildcardPattern.ContainsWildcardCharacters(path) || File.Exists(literal))
            return [literal];
        try
        {
            var found = session.Path.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Count > 0 ? found : [literal];
        }
        catch (Exception cause) when (IsFault(cause))
        {
            return [literal];
        }
    }

    private static bool IsFault(Exception cause) => cause
        is SessionStateException or ProviderInvocationException or WildcardPatternException or PSInvalidOperationException
        or NotSupportedException or ArgumentException or IOException;
}
