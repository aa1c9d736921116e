using System;
using System.Management.Automation;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Commands;

/// <summary>Removes files from the vault. The content goes when nothing names it any more.</summary>
[Cmdlet(VerbsCommon.Remove, "SoarVaultFile", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
public sealed class RemoveSoarVaultFileCommand : VaultCommand
{
    private const string IdSet = "VaultId";
    private const string FileSet = "VaultFile";

    /// <summary>Vault ids: the content goes under all its names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [Alias("vault_id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultIdCompleter))]
    public string[]? VaultId { get; set; }

    /// <summary>A vault file: it goes under this name only.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = FileSet)]
    public VaultFile? VaultFile { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (VaultFile is not null)
            Remove(VaultFile.ToString(), VaultFile, vault => vault.Remove(VaultFile));
        else
            foreach (var id in VaultId!)
                Remove(id, id, vault => vault.Remove(id));
    }

    private void Remove(string what, object target, Action<VaultStore> remove)
    {
        if (MayProcess(what, "Remove from the vault"))
            TryDo(() => remove(OpenVault()), target);
    }
}
