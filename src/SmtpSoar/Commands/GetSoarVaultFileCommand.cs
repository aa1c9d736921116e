using System.Management.Automation;
using SmtpSoar.Binding.Completion;

namespace SmtpSoar.Commands;

/// <summary>Lists files of the vault.</summary>
[Cmdlet(VerbsCommon.Get, "SoarVaultFile")]
[OutputType(typeof(VaultFile))]
public sealed class GetSoarVaultFileCommand : VaultCommand
{
    /// <summary>Vault ids: 40 hex digits each.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("vault_id")]
    [ArgumentCompleter(typeof(VaultIdCompleter))]
    public string[]? VaultId { get; set; }

    /// <summary>A name, with wildcards where wanted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Name { get; set; }

    /// <summary>A container.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerIdCompleter))]
    public string? ContainerId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (VaultId is null)
            Write(null);
        else
            foreach (var id in VaultId)
                Write(id);
    }

    private void Write(string? id)
    {
        if (!TryMake(() => OpenVault().Get(id, Name, ContainerId, damaged => WriteFailure(damaged, id)), id, out var found))
            return;

        // A user who names a file wants to know that it is not there; one who lists files does not.
        if (id is not null && found.Count == 0)
            WriteFailure(Errors.VaultFileNotFound.With(id), id);
        WriteObject(found, true);
    }
}
