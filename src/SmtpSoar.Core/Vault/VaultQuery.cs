using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Text.Wildcards;
using SmtpSoar.Core.Vault.Records;

namespace SmtpSoar.Core.Vault;

/// <summary>Chooses records. A blank value does not narrow the choice.</summary>
internal sealed class VaultQuery
{
    private readonly string? _id;
    private readonly NameWildcard? _name;
    private readonly string? _container;

    internal VaultQuery(string? vaultId, string? name, string? containerId)
    {
        _id = string.IsNullOrWhiteSpace(vaultId) ? null : VaultId.Parse(vaultId);
        _name = string.IsNullOrWhiteSpace(name) ? null : new NameWildcard(name!);
        _container = VaultName.CleanContainer(containerId);
    }

    internal IReadOnlyList<VaultFile> Select(VaultRecords records, Action<SmtpSoarException> onDamaged) =>
        records.Read(_id, onDamaged).Where(Matches).OrderBy(file => file, VaultOrder.NewestLast).ToList();

    private bool Matches(VaultFile file) =>
        (_name is null || _name.Matches(file.Name)) && (_container is null || _container == file.ContainerId);
}
