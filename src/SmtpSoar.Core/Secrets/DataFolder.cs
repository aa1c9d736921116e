using System;
using System.IO;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Secrets;

/// <summary>Finds the folder of this user's data.</summary>
internal static class DataFolder
{
    internal const string Variable = "SMTPSOAR_DATA";

    /// <summary>The folder that the variable names, else the one that the system has for it.</summary>
    internal static string Default() => Default(
        Environment.GetEnvironmentVariable(Variable),
        // A fresh account has no such folder yet: the unverified path is still the right one.
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    internal static string Default(string? variable, string systemFolder)
    {
        if (!string.IsNullOrWhiteSpace(variable))
            return Named(variable!.Trim());
        if (systemFolder.Length == 0)
            throw Errors.StoreFolderInvalid.With("", "this account has none");
        return Path.Combine(systemFolder, "SmtpSoar");
    }

    // A relative one would mean other assets in each folder that a runbook starts in.
    private static string Named(string folder)
    {
        try
        {
            if (Path.IsPathRooted(folder))
                return Path.GetFullPath(folder);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw Errors.StoreFolderInvalid.Because(exception, SafeText.Of(folder), "it is no path on this system");
        }

        throw Errors.StoreFolderInvalid.With(SafeText.Of(folder), $"the variable {Variable} needs a full path");
    }
}
