using System;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>A message as the database has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its record, or <see langword="null"/> where the database has lost it.</param>
/// <param name="IsInterrupted">Whether the command that sent it ended after the mark.</param>
internal sealed record PostgresRow(string Id, byte[]? Content, bool IsInterrupted)
{
    /// <summary>How often it was lent.</summary>
    public long Fence { get; init; }

    /// <summary>How long it had waited when it was lent.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>When it was found that the command had ended that sent it, where that was looked up.</summary>
    public DateTimeOffset? Interrupted { get; init; }

    /// <summary>Its first piece, which is all of a small message, once it was read.</summary>
    public byte[]? FirstChunk { get; set; }

    /// <summary>Reads the record.</summary>
    /// <param name="place">The message in a sentence.</param>
    /// <exception cref="SmtpSoarException">It is damaged, or a newer version wrote it.</exception>
    public OutboxRecord ToRecord(string place)
    {
        var record = Read(place, Content ?? throw Damaged(place, "its record is not there"));
        if (record.Id != Id)
            throw Damaged(place, "its record is that of another message");
        if (IsInterrupted)
            record.SettleInterrupted(Interrupted);
        return record;
    }

    private OutboxRecord Read(string place, byte[] content)
    {
        try
        {
            return OutboxRecordJson.Read(place, content);
        }
        catch (SmtpSoarException damage) when (damage.Definition == Errors.OutboxEntryDamaged)
        {
            throw Damaged(place, "its record is not one that was written by this module");
        }
    }

    private SmtpSoarException Damaged(string place, string how) =>
        Errors.OutboxEntryDamaged.With(place, how).Advising(Messages.OutboxRowDamaged(SafeText.Of(Id)));
}
