using System;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>Opens a page in the person's browser.</summary>
internal interface IBrowserLauncher
{
    /// <summary>Opens the page.</summary>
    /// <returns>Whether there was a browser to open it in.</returns>
    bool Open(Uri page);
}
