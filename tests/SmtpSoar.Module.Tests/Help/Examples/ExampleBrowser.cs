using System;
using System.Management.Automation;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Web;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>The person who opens the page that a login shows, and logs in there: the browser comes back with a code.</summary>
internal sealed class ExampleBrowser : IDisposable
{
    private readonly HttpClient _client = new();

    /// <summary>Looks out for pages in what the engine tells.</summary>
    public void Watch(PSDataCollection<InformationRecord> told) => told.DataAdded += (_, added) => Visit(told[added.Index].ToString());

    public void Dispose() => _client.Dispose();

    private void Visit(string text)
    {
        var page = Regex.Match(text, @"http://\S+/authorize\?\S+");
        if (!page.Success)
            return;
        var query = HttpUtility.ParseQueryString(new Uri(page.Value).Query);
        // Nobody waits for it: the command goes on when the answer has arrived.
        _ = _client.GetAsync(new Uri($"{query["redirect_uri"]}?code=c0de&state={Uri.EscapeDataString(query["state"]!)}"));
    }
}
