using System;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.Outbox.Stores;

public sealed class FileOutboxContractTests : OutboxStoreContractTests
{
    private readonly TemporaryFolder _folder = new();

    private OutboxLayout Layout => new(Path.Combine(_folder.Path, "outbox"));

    internal override IOutboxStore Create() => new FileOutboxStore(Layout.Root, new RecordingFeedback(), Clock);

    // The lock of a living process can't be had: its messages are moved to an owner whose lock is free.
    internal override void Kill(IOutboxStore store)
    {
        if (Directory.Exists(Layout.WorkRoot))
            Kill(_ => true);
    }

    internal override void KillOnly(IOutboxStore store, string subject)
    {
        var id = store.List(new OutboxQuery()).Single(entry => entry.Subject == subject).Id;
        Kill(entry => Path.GetFileName(entry) == id);
    }

    private void Kill(Func<string, bool> which) => Kill(Layout, which);

    /// <summary>Makes messages those of a process that was killed.</summary>
    internal static void Kill(OutboxLayout layout, Func<string, bool> which)
    {
        var dead = layout.Work(Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(dead);
        var owners = Directory.GetDirectories(layout.WorkRoot).Where(owner => owner != dead);
        foreach (var entry in owners.SelectMany(Directory.GetDirectories).Where(which).ToList())
            Directory.Move(entry, Path.Combine(dead, Path.GetFileName(entry)));
    }

    internal override void Damage(IOutboxLease lease)
    {
        var path = Path.Combine(lease.Place, OutboxLayout.MessageFile);
        var bytes = File.ReadAllBytes(path);
        bytes[^3] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    internal override void Clean() => _folder.Dispose();
}
