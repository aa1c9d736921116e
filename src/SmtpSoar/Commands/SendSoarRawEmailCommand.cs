using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

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

    /// <summary>The message with all its header fields. Without a real line break in it, <c>\n</c> is read as one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Alias("raw_email")]
    [AllowEmptyString]
    [AllowNull]
    public string? RawEmail { get; set; }

    /// <summary>Files that each hold a message. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Files that each hold a message, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>A file that holds a message, as Get-ChildItem gives it.</summary>
    // Bound by value: else a file would be turned into text, its path, and that taken for a message.
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = FileSet)]
    public FileInfo? File { get; set; }

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
            Send(() => Request(RawEmail ?? "", null));
        else
            foreach (var path in Paths())
                Send(() => Request(null, path));
    }

    private IEnumerable<string> Paths() => ParameterSetName switch
    {
        FileSet => [File!.FullName],
        LiteralPathSet => LiteralPath!.Select(FullPath),
        _ => Path!.SelectMany(Resolve),
    };

    // A path that is not there goes on as it is, so that the message's own result tells of it.
    private IEnumerable<string> Resolve(string path)
    {
        try
        {
            var found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Count > 0 ? found : [FullPath(path)];
        }
        catch (ItemNotFoundException)
        {
            return [FullPath(path)];
        }
    }

    private RawEmailRequest Request(string? text, string? path)
    {
        var request = new RawEmailRequest
        {
            Text = text,
            Path = path,
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
