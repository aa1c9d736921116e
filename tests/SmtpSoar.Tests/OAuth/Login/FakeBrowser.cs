using System;
using SmtpSoar.Core.OAuth.Login;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A browser that does what a test wants, or is not there.</summary>
internal sealed class FakeBrowser(Action<Uri>? open = null) : IBrowserLauncher
{
    public bool Open(Uri page)
    {
        open?.Invoke(page);
        return open is not null;
    }
}
