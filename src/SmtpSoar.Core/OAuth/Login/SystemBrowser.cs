using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>The browser that this system opens pages with.</summary>
internal sealed class SystemBrowser : IBrowserLauncher
{
    public bool Open(Uri page)
    {
        // A command line is not the place for anything else, which could be a program or a document to run.
        if (!page.IsAbsoluteUri
            || !(page.Scheme == "https" || (page.Scheme == "http" && page.IsLoopback))
            || Command(page) is not { } command)
            return false;
        try
        {
            Swallow(Process.Start(command));
            return true;
        }
        catch (Exception cause) when (
            cause is Win32Exception or InvalidOperationException or FileNotFoundException or PlatformNotSupportedException)
        {
            // The person gets the URL to open it themselves.
            return false;
        }
    }

    // As an argument of its own, past every shell.
    private static ProcessStartInfo? Command(Uri page)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true };
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            return Quiet("/usr/bin/open", page);
        return HasDesktop() ? Quiet("xdg-open", page) : null;
    }

    // An absolute URI has no blank and no quotation mark in it, so it is one argument without ado.
    private static ProcessStartInfo Quiet(string program, Uri page) => new(program, page.AbsoluteUri)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    // Without one, xdg-open would start a browser in the terminal.
    private static bool HasDesktop() => IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY") || IsSet("WSL_DISTRO_NAME");

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    // The output of browsers is noise in the terminal. It is read, as long as there is any, since a full pipe would stop
    // them; so the process is not disposed of here.
    private static void Swallow(Process? process)
    {
        if (process?.StartInfo.RedirectStandardOutput != true)
            return;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}

/// <summary>Opens a page in the person's browser.</summary>
internal interface IBrowserLauncher
{
    /// <summary>Opens the page.</summary>
    /// <returns>Whether there was a browser to open it in.</returns>
    bool Open(Uri page);
}
