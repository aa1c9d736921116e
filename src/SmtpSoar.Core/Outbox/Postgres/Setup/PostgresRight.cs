using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Outbox.Postgres.Setup;

/// <summary>A right to an outbox that a command needs: it knows what the user may not do without, and which role gives it.</summary>
internal sealed class PostgresRight
{
    public static readonly PostgresRight Accept = new(1, "put messages into");
    public static readonly PostgresRight Read = new(2, "look at the messages of");
    public static readonly PostgresRight Work = new(3, "send, change or remove the messages of");
    public static readonly PostgresRight Own = new(null, "make or change the tables of");

    private readonly int? _level;
    private readonly string _action;

    private PostgresRight(int? level, string action) => (_level, _action) = (level, action);

    /// <summary>The error for a right that is missing. The server is asked who the user is, and which role would help.</summary>
    /// <param name="session">The command's place in the database.</param>
    /// <param name="refusal">The server's refusal.</param>
    public async Task<SmtpSoarException> ExplainAsync(PostgresSession session, PostgresException refusal)
    {
        var (user, role) = (session.Context.User, (string?)null);
        await Failures.OfAsync(async () => (user, role) = await AskAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
        var failure = Errors.OutboxGrantMissing.Because(
            refusal, session.Address.Shown, user, _action, refusal.MessageText.TrimEnd('.'));
        return _level is null ? failure.Advising(Messages.OutboxToOwn)
            : role is null ? failure
            : failure.Advising(Messages.OutboxGrant(role, user));
    }

    private async Task<(string User, string? Role)> AskAsync(PostgresSession session)
    {
        var rows = await session.Database.ReadAsync(
            [new PostgresCall("grants", _level ?? 0)],
            reader => (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)),
            CancellationToken.None).ConfigureAwait(false);
        return rows.Single();
    }
}
