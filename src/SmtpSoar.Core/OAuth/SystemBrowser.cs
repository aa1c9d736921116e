using System;

namespace SmtpSoar.Core.OAuth;

/// <summary>The browser that this system opens pages with.</summary>
internal sealed class SystemBrowser : IBrowserLauncher
{
    public bool Open(Uri page) => throw new NotImplementedException();
}
