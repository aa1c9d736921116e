using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Vault;

/// <summary>Sorts vault files by when they were added, then by name.</summary>
internal sealed class VaultOrder : IComparer<VaultFile>
{
    private VaultOrder()
    {
    }

    internal static VaultOrder NewestLast { get; } = new();

    public int Compare(VaultFile? x, VaultFile? y)
    {
        var byTime = Nullable.Compare(x?.CreateTime, y?.CreateTime);
        return byTime != 0 ? byTime : string.CompareOrdinal(x?.Name, y?.Name);
    }
}
