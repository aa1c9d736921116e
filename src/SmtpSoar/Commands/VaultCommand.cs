using System.Management.Automation;
using SmtpSoar.Core.Vault;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds what the commands of the vault have in common.</summary>
public abstract class VaultCommand : CoreCommand
{
    /// <summary>The vault's folder. Default: the variable SMTPSOAR_VAULT, else a folder in the user's data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>Opens the vault that is meant.</summary>
    internal VaultStore OpenVault() => new VaultStore(VaultPath is null ? VaultStore.DefaultFolder() : Paths.Literal(VaultPath));
}
