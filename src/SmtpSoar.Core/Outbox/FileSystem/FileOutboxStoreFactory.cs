namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Makes outboxes in folders. A location that no other store handles is a path.</summary>
internal sealed class FileOutboxStoreFactory : IOutboxStoreFactory
{
    public bool IsFolder => true;

    public bool Handles(string location) => true;

    public IOutboxStore Create(OutboxStoreContext context) => new FileOutboxStore(context.Location, context.Feedback, context.Clock);
}
