using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>What the sessions of a server share, and how to wait for a change of it.</summary>
internal sealed class ServerState
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedMessage> _messages = [];
    private readonly List<SmtpTestConnection> _connections = [];
    private TaskCompletionSource? _change;

    public int Open { get; private set; }

    public int Peak { get; private set; }

    public int LoginAttempts { get; private set; }

    public IReadOnlyList<ReceivedMessage> Messages => Snapshot(_messages);

    public IReadOnlyList<SmtpTestConnection> Connections => Snapshot(_connections);

    public int MessageCount
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count;
            }
        }
    }

    public SmtpTestConnection Connect(bool keepTranscript)
    {
        SmtpTestConnection? connection = null;
        Change(() =>
        {
            connection = new SmtpTestConnection(_connections.Count + 1, new Transcript(keepTranscript, () => Change(() => { })));
            _connections.Add(connection);
            Open++;
            Peak = Math.Max(Peak, _connections.Count(other => !other.IsLeaving));
        });
        return connection!;
    }

    /// <summary>The server is about to close a connection.</summary>
    public void Leave(SmtpTestConnection connection) => Change(() => connection.IsLeaving = true);

    public void Disconnect(SmtpTestConnection connection) => Change(() =>
    {
        connection.IsLeaving = true;
        connection.IsOpen = false;
        connection.Channel = null;
        Open--;
    });

    public void CountLogin() => Change(() => LoginAttempts++);

    public void Receive(ReceivedMessage message, SmtpTestConnection connection) => Change(() =>
    {
        _messages.Add(message);
        connection.MessageCount++;
    });

    /// <summary>Ends with the next change. Ask for it before looking at the state.</summary>
    public Task NextChange()
    {
        lock (_gate)
        {
            return (_change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource? waiters;
        lock (_gate)
        {
            change();
            (waiters, _change) = (_change, null);
        }

        waiters?.SetResult();
    }

    private T[] Snapshot<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
