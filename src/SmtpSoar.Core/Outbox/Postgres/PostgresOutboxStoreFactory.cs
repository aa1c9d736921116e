using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Makes the stores in PostgreSQL. Npgsql loads with the first of them.</summary>
internal sealed class PostgresOutboxStoreFactory : IOutboxStoreFactory, IOutboxSetup
{
    public bool IsFolder => false;

    public bool Handles(string location) => PostgresAddress.IsOne(location);

    public IOutboxStore Create(OutboxStoreContext context) => new PostgresOutboxStore(ContextOf(context));

    public string Script(OutboxStoreContext context, OutboxSetupOptions options) =>
        new PostgresSetup(ContextOf(context), options).Script();

    public Task<OutboxSetup> RunAsync(OutboxStoreContext context, OutboxSetupOptions options, CancellationToken cancellationToken) =>
        new PostgresSetup(ContextOf(context), options).RunAsync(cancellationToken);

    private static PostgresContext ContextOf(OutboxStoreContext context) => new(PostgresAddress.Parse(context.Location), context);
}
