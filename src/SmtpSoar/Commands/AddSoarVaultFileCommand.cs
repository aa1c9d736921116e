using System.Management.Automation;
using System.Threading;
using SmtpSoar.Binding.Completion;

namespace SmtpSoar.Commands;

/// <summary>Adds files to the vault.</summary>
[Cmdlet(VerbsCommon.Add, "SoarVaultFile", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(VaultFile))]
public sealed class AddSoarVaultFileCommand : VaultCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string AttachmentSet = "Attachment";

    /// <summary>The files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Attachments of a mail, as Import-SoarEmail gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AttachmentSet)]
    [ValidateNotNullOrEmpty]
    public SoarEmailAttachment[]? Attachment { get; set; }

    /// <summary>The name in the vault. Default: the file's own.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The container that the file belongs to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerIdCompleter))]
    public string? ContainerId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in FindFiles(Path, LiteralPath))
            Add(file);
        foreach (var attachment in Attachment ?? [])
            Add(attachment);
    }

    private void Add(SoarEmailAttachment attachment)
    {
        if (MayProcess(attachment.ToString(), "Add to the vault")
            && TryMake(() => Run(stop => Keep(attachment, stop)), attachment, out var added))
            WriteObject(added);
    }

    private VaultFile Keep(SoarEmailAttachment attachment, CancellationToken stop)
    {
        var content = attachment.Content ?? throw Errors.AttachmentContentGone.With(attachment);
        using var stream = content.Open(stop);
        return OpenVault().Add(stream, Name ?? attachment.Name ?? (attachment.Email is null ? null : "message.eml"), ContainerId, stop);
    }

    private void Add(string path)
    {
        if (MayProcess(path, "Add to the vault")
            && TryMake(() => Run(stop => OpenVault().Add(path, Name, ContainerId, Feedback.Warning, stop)), path, out var added))
            WriteObject(added);
    }
}
