using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A person who notes what they are shown.</summary>
internal sealed class RecordingPrompt : ILoginPrompt
{
    private TaskCompletionSource<Uri> _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(string Code, Uri Page)> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The page, once it is shown.</summary>
    public Task<Uri> Page => _page.Task;

    /// <summary>The code and where to type it, once they are shown.</summary>
    public Task<(string Code, Uri Page)> Code => _code.Task;

    /// <summary>All calls, in their order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Forgets all, for another login.</summary>
    public void Reset()
    {
        Calls.Clear();
        _page = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void ShowPage(Uri page, bool isOpen)
    {
        Calls.Add($"page, open: {isOpen}");
        _page.SetResult(page);
    }

    public void ShowCode(string code, Uri page)
    {
        Calls.Add("code");
        _code.SetResult((code, page));
    }

    public void Waiting(TimeSpan left, TimeSpan limit) => Calls.Add(FormattableString.Invariant($"{left.TotalSeconds} of {limit.TotalSeconds}"));

    public void Done() => Calls.Add("done");
}
