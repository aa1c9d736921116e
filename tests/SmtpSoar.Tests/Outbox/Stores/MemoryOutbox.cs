using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>Holds what all commands share of an outbox in memory: its messages, and which owners live. It has a clock of its own.</summary>
internal sealed class MemoryOutbox(TimeProvider clock)
{
    public const string Scheme = "memory://";

    private readonly Dictionary<string, Row> _rows = [];
    private readonly HashSet<object> _dead = [];

    /// <summary>One at a time looks at the messages, as in a transaction.</summary>
    public object Gate { get; } = new();

    public TimeProvider Clock => clock;

    /// <summary>Whether a message was ever accepted: a look makes no outbox.</summary>
    public bool Exists { get; private set; }

    /// <summary>Called before each write, with its name. A test lets it fail.</summary>
    public Action<string> BeforeWrite { get; set; } = _ => { };

    /// <summary>Called at each look of a worker that stays.</summary>
    public Action OnLook { get; set; } = () => { };

    /// <summary>Waits in a worker's place, for the time that it is given.</summary>
    public Func<TimeSpan, OutboxWait> OnWait { get; set; } = _ => OutboxWait.None;

    public IEnumerable<Row> Rows => _rows.Values.OrderBy(row => row.Id, StringComparer.Ordinal);

    public void Add(Row row)
    {
        Exists = true;
        _rows.Add(row.Id, row);
    }

    public Row? Find(string id) => _rows.TryGetValue(id, out var row) ? row : null;

    public void Remove(Row row) => _rows.Remove(row.Id);

    /// <summary>An owner's time is over, whether it ended or only sleeps.</summary>
    public void Expire(object owner) => _dead.Add(owner);

    /// <summary>Gives back what the dead had: unknown where a server may have it.</summary>
    public void Recover()
    {
        foreach (var row in _rows.Values.Where(row => row.Owner is { } owner && _dead.Contains(owner)).ToList())
            Release(row);
    }

    public void Release(Row row)
    {
        var record = row.Read();
        if (row.IsMarked)
            record.SettleInterrupted(clock.GetUtcNow());
        else
            record.State = row.Origin;
        row.Write(record);
        (row.State, row.Owner, row.IsMarked) = (record.State, null, false);
    }

    /// <summary>One message.</summary>
    internal sealed class Row(string id, byte[] content)
    {
        private byte[] _record = [];

        public string Id => id;

        public byte[] Content => content;

        public OutboxState State { get; set; }

        public OutboxState Origin { get; set; }

        public bool IsMarked { get; set; }

        public object? Owner { get; set; }

        /// <summary>How often it was lent. A write with an older number is one of a command that lost it.</summary>
        public long Fence { get; set; }

        public OutboxRecord Read() => OutboxRecordJson.Read(Scheme, _record);

        public void Write(OutboxRecord record)
        {
            using var stream = new MemoryStream();
            OutboxRecordJson.Write(stream, record);
            _record = stream.ToArray();
        }
    }
}
