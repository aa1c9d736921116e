using System;

namespace SmtpSoar.Core.Secrets;

/// <summary>An entry that is not what was written. What becomes of its file is for the catcher to decide, and to say.</summary>
internal sealed class DamagedEntryException(string reason, Exception? cause) : Exception(reason, cause);
