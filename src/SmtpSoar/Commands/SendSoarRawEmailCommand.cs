using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send rawemail": sends a finished message as it is.</summary>
[Cmdlet(VerbsCommunications.Send, "SoarRawEmail", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarRawEmailCommand : SendCommand
{
    private const string TextSet = "RawEmail";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string FileSet = "File";
    private const string VaultFileSet = "VaultFile";

    /// <summary>The message with all its header fields. Without a real line break in it, <c>\n</c> is read as one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Alias("raw_email")]
    [NullIsText]
    [AllowEmptyString]
    [AllowNull]
    public string? RawEmail { get; set; }

    /// <summary>Files that each hold a message. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [MessagePath]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Files that each hold a message, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [MessagePath]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>A file that holds a message, as Get-ChildItem gives it.</summary>
    // Bound by value and by position: otherwise a file would be turned into text, its path, and that taken for a message.
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = FileSet)]
    public FileInfo? File { get; set; }

    /// <summary>A file in the vault that holds a message, as Add-SoarVaultFile and Get-SoarVaultFile give it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = VaultFileSet)]
    [VaultFileObject]
    [ReadableRow]
    public VaultFile? VaultFile { get; set; }

    /// <summary>The envelope's sender. Default: the From field.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? EnvelopeFrom { get; set; }

    /// <summary>The envelope's recipients. Default: the To, Cc and Bcc fields.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? EnvelopeTo { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet)
            Send(TextRequest);
        else if (ParameterSetName == FileSet)
            Send(() => Request(null, File!.FullName));
        else if (ParameterSetName == VaultFileSet)
            Send(VaultRequest);
        else
            SendFiles(LiteralPath ?? Path!);
    }

    private RawEmailRequest TextRequest()
    {
        var request = Request(RawEmail ?? "", null);
        return RawTextCheck.Find(request.Text!, Paths) is { } failure ? throw new FailedRequestException(request, failure) : request;
    }

    // The object may know no more than its id.
    private RawEmailRequest VaultRequest()
    {
        var failure = Reading.FailureOf(() =>
        {
            if (VaultFile!.Sha256.Length == 0)
                VaultFile = new VaultStore(VaultStore.DefaultFolder()).Find(VaultFile.VaultId);
        });
        var request = Request(null, VaultFile!.Path);
        return failure is null ? request : throw new FailedRequestException(request, failure);
    }

    // All are looked for first, so that their number is known.
    private void SendFiles(string[] paths)
    {
        var requests = new List<Func<MailRequest>>();
        foreach (var path in paths)
            requests.AddRange(Find(path));
        if (!MyInvocation.ExpectingInput)
            Announce(requests.Count);
        foreach (var request in requests)
            Send(request);
    }

    // A path that can't be one goes on as it is, so that a result tells of it.
    private IReadOnlyList<Func<MailRequest>> Find(string path)
    {
        try
        {
            var files = LiteralPath is null ? Paths.Matching(path) : [Paths.Literal(path)];
            return [.. files.Select<string, Func<MailRequest>>(file => () => Request(null, file))];
        }
        catch (SmtpSoarException failure)
        {
            return [() => throw new FailedRequestException(Request(null, path), failure)];
        }
    }

    private RawEmailRequest Request(string? text, string? path)
    {
        var request = new RawEmailRequest
        {
            Text = text,
            Path = path,
            VaultFile = VaultFile,
            EnvelopeFrom = EnvelopeFrom,
            EnvelopeTo = EnvelopeTo ?? [],
            DeliveryNotification = DeliveryNotification,
        };
        var parameters = new ParameterReport(request.Parameter);
        parameters.Add("raw_email", text);
        parameters.Add("path", path);
        return request;
    }
}
