using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace SmtpSoar.Loading;

/// <summary>The sessions that a runspace has opened. They are closed when it ends, or when the module is removed from it.</summary>
internal sealed class OpenSessions
{
    // By runspace, and gone with it: Remove-Module knows only the runspace.
    private static readonly ConditionalWeakTable<Runspace, OpenSessions> Known = new();

    private readonly List<SmtpSession> _sessions = [];

    private OpenSessions(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            Close();
    };

    public static OpenSessions Of(Runspace runspace) => Known.GetValue(runspace, static owner => new OpenSessions(owner));

    /// <summary>Closes those of a runspace, if it has any.</summary>
    public static void Close(Runspace runspace)
    {
        if (Known.TryGetValue(runspace, out var sessions))
            sessions.Close();
    }

    public void Add(SmtpSession session)
    {
        lock (_sessions)
        {
            _sessions.RemoveAll(old => old.State == SmtpSessionState.Closed);
            _sessions.Add(session);
        }
    }

    private void Close()
    {
        lock (_sessions)
        {
            foreach (var session in _sessions)
                session.Connections.Dispose();
            _sessions.Clear();
        }
    }
}
