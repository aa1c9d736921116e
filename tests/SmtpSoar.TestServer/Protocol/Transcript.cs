using System;
using System.Collections.Generic;
using System.Threading;

namespace SmtpSoar.TestServer;

/// <summary>The lines of one connection, in both directions.</summary>
internal sealed class Transcript(bool keep, Action changed)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public void Client(string line) => Add("C: ", line);

    public void Server(string line) => Add("S: ", line);

    public void Note(string line) => Add("-- ", line);

    public IReadOnlyList<string> Snapshot()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }

    private void Add(string prefix, string line)
    {
        if (keep)
        {
            lock (_gate)
            {
                _lines.Add(prefix + line);
            }
        }

        changed();
    }
}
