using System;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Holds what a store in PostgreSQL is made from.</summary>
/// <param name="Address">The address.</param>
/// <param name="Store">The surroundings of every store.</param>
internal sealed record PostgresContext(PostgresAddress Address, OutboxStoreContext Store)
{
    /// <summary>The expression by which messages are due. A test has a clock of its own.</summary>
    public string Now { get; init; } = "clock_timestamp()";

    /// <summary>
    /// The time for which a turn is taken. A second more than a minute, since messages need different times on their way to who counts
    /// them. A test has less patience.
    /// </summary>
    public string Minute { get; init; } = "interval '61 seconds'";

    /// <summary>The time for which a new message waits for a server that was never there. Default: by the address.</summary>
    public TimeSpan? FirstPatience { get; init; }

    /// <summary>A test's own statement at the beginning of each transaction.</summary>
    public Func<string>? Prologue { get; init; }

    /// <summary>The counter by which a command limits itself.</summary>
    public TimeProvider LeaseClock { get; init; } = TimeProvider.System;

    /// <summary>The user as the address or the asset names it, for sentences.</summary>
    public string User => Address.User ?? (Store.Asset is { } asset ? OutboxAccess.UserOf(asset) : null) ?? "";

    /// <summary>The sign that shows the waits for the database. It goes by the clock on the wall.</summary>
    public WaitSign NewSign() => new(Store.Feedback, Address.Shown, TimeProvider.System);

    /// <summary>The machine's clock, by which durations are measured.</summary>
    public TimeProvider Clock => Store.Clock;
}
