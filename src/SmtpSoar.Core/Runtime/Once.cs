using System.Threading;

namespace SmtpSoar.Core.Runtime;

/// <summary>Lets something happen once, on whichever thread it comes first.</summary>
internal sealed class Once
{
    private int _has;

    /// <summary>Whether this is the first time.</summary>
    public bool Happens() => Interlocked.Exchange(ref _has, 1) == 0;
}
