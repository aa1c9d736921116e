using System;

namespace SmtpSoar.Core.Delivery.Retry;

/// <summary>What all connections to one server know together.</summary>
internal sealed class Traffic(SmtpAsset asset, TimeProvider clock)
{
    private volatile bool _wasThere;

    /// <summary>When the next message may go, over whichever connection.</summary>
    internal Pace Pace { get; } = new(asset, clock);

    /// <summary>Whether the server has answered us before, so that its absence will pass.</summary>
    internal bool WasThere
    {
        get => _wasThere;
        set => _wasThere = value;
    }
}
