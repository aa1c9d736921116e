using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Outbox;

/// <summary>Which messages of an outbox are to go: as a query finds them.</summary>
/// <param name="States">Their states; one that a command has is never among them.</param>
/// <param name="FinishedFor">How long ago they were finished at least, or accepted where that is not known.</param>
/// <param name="MaxCount">How many at most, so that a caller may do something else in between.</param>
internal sealed record OutboxRemoval(IReadOnlyList<OutboxState> States, TimeSpan FinishedFor, int MaxCount);
