using System;
using System.IO;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault;

/// <summary>Finds the vault's folder.</summary>
internal static class VaultFolder
{
    internal const string Variable = "SMTPSOAR_VAULT";

    /// <summary>The folder that this user has without naming one.</summary>
    internal static string Default() => Default(
        Environment.GetEnvironmentVariable(Variable),
        // A fresh account has no data folder yet: the unverified path is still the right one.
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    internal static string Default(string? variable, string dataFolder)
    {
        if (!string.IsNullOrWhiteSpace(variable))
            return Named(variable!.Trim());
        if (dataFolder.Length == 0)
            throw Errors.VaultFolderInvalid.With("", "this account has no data folder");
        return Path.Combine(dataFolder, "SmtpSoar", "vault");
    }

    /// <summary>The full path of a folder, or the error that says why it can't be one.</summary>
    internal static string Check(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw Errors.VaultFolderInvalid.With(folder, "it is empty");
        try
        {
            return Path.GetFullPath(folder);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw Errors.VaultFolderInvalid.Because(exception, SafeText.Of(folder), "it is no path on this system");
        }
    }

    // A relative one would mean another vault in each folder that a runbook starts in.
    private static string Named(string folder) => Path.IsPathRooted(folder)
        ? folder
        : throw Errors.VaultFolderInvalid.With(SafeText.Of(folder), $"the variable {Variable} needs a full path");
}
