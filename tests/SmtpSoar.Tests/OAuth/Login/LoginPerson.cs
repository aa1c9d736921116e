using System;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Tests.RealServers;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A person whose browser opens, and who does there what a test says.</summary>
internal sealed class LoginPerson(Func<HeadlessBrowser, Uri, Task<BrowserPage>> act) : IBrowserLauncher, IDisposable
{
    private readonly HeadlessBrowser _browser = new();

    /// <summary>The page that was opened.</summary>
    public Uri? Opened { get; private set; }

    /// <summary>The last page that the person saw.</summary>
    public Task<BrowserPage> End { get; private set; } = Task.FromException<BrowserPage>(new InvalidOperationException("No page was opened."));

    public bool Open(Uri page)
    {
        Opened = page;
        End = Task.Run(() => act(_browser, page));
        return true;
    }

    /// <summary>A parameter of the page that was opened.</summary>
    public string? Asked(string name) => new BrowserPage(Opened!, 0, "").Parameter(name);

    public void Dispose() => _browser.Dispose();
}
