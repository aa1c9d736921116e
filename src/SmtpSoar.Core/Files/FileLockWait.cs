using System;

namespace SmtpSoar.Core.Files;

/// <summary>How long somebody waits for a lock, and what they say when it was too long.</summary>
/// <param name="Error">The error: {0} is the lock file, {1} the seconds.</param>
/// <param name="Patience">The longest wait.</param>
/// <param name="Clock">The clock.</param>
internal sealed record FileLockWait(ErrorDefinition Error, TimeSpan Patience, TimeProvider Clock)
{
    internal SmtpSoarException Busy(string path) => Error.With(path, (int)Patience.TotalSeconds);
}
