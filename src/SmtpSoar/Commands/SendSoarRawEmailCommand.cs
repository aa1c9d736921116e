using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attachments;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Core.Vault;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send rawemail": sends a finished message as it is.</summary>
[Cmdlet(VerbsCommunications.Send, "SoarRawEmail", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarRawEmailCommand : MailCommand
{
    private const string TextSet = "RawEmail";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string FileSet = "File";
    private const string VaultFileSet = "VaultFile";
    private const string MessageSet = "Message";
    private const string RowSet = "InputObject";

    private static readonly string[] Sources =
        [nameof(RawEmail), nameof(Path), nameof(LiteralPath), nameof(File), nameof(VaultFile), nameof(Message)];

    private readonly PipedLines _lines = new();
    private MessageRows? _rows;
    private bool _hasSource;
    private object? _imported;

    /// <summary>The message with all its header fields. Without a real line break in it, <c>\n</c> is read as one.</summary>
    [RowValue]
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Alias("raw_email")]
    [Takes(typeof(string), lines: true)]
    [AllowEmptyString]
    [AllowNull]
    public object? RawEmail { get; set; }

    /// <summary>Files that each hold a message. Wildcards are allowed.</summary>
    [RowValue]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = RowSet)]
    [MessagePath(typeof(string[]))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object? Path { get; set; }

    /// <summary>Files that each hold a message, taken literally.</summary>
    [RowValue]
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Alias("PSPath", "FullName")]
    [MessagePath(typeof(string[]))]
    [ValidateNotNullOrEmpty]
    public object? LiteralPath { get; set; }

    /// <summary>A file that holds a message, as Get-ChildItem gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Takes(typeof(FileInfo))]
    public object? File { get; set; }

    /// <summary>A file in the vault that holds a message, as Add-SoarVaultFile and Get-SoarVaultFile give it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultFileSet)]
    [Parameter(ParameterSetName = RowSet)]
    [VaultSource]
    public object? VaultFile { get; set; }

    /// <summary>The message by position: text, lines of text, a file, a vault file, or a mail of Import-SoarEmail.</summary>
    // A parameter of its own: a file that is given for -RawEmail by name is a mistake.
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MessageSet)]
    [Parameter(Position = 0, ParameterSetName = RowSet)]
    [RawSource]
    [AllowEmptyString]
    [AllowNull]
    public object? Message { get; set; }

    /// <summary>The envelope's sender. Default: the From field.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = VaultFileSet)]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Takes(typeof(string))]
    public object? EnvelopeFrom { get; set; }

    /// <summary>The envelope's recipients. Default: the To, Cc and Bcc fields.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = VaultFileSet)]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Takes(typeof(string[]))]
    public object? EnvelopeTo { get; set; }

    /// <summary>
    /// The objects that come down the pipeline: each is a message, as text, as a file, as a vault file, as a mail or
    /// attachment of Import-SoarEmail, or as an object with RawEmail, Path or LiteralPath.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = RowSet)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Adds the asset's DKIM signature, the one field that is added.</summary>
    [Parameter]
    [Flag]
    public SwitchParameter Dkim { get; set; }

    /// <summary>When the sender wants a delivery status notification (RFC 3461). Never can't be combined with others.</summary>
    [Parameter]
    public DeliveryNotification DeliveryNotification { get; set; }

    /// <summary>
    /// An outbox, a folder or an address, that keeps each message until it is delivered. Default: that of the asset, if it has one.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Outbox { get; set; }

    /// <summary>A session of Connect-SmtpSession, whose connections are used and stay open. It has settled the asset.</summary>
    [Parameter]
    [ValidateNotNull]
    public SmtpSession? Session { get; set; }

    private MessageRows Rows => _rows ??= new MessageRows(this);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Rows.ScriptAlone is { } alone)
            ThrowFailure(alone, null);
        _hasSource = Array.Exists(Sources, MyInvocation.BoundParameters.ContainsKey);
        OpenSender(Session, Outbox);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != RowSet)
        {
            SendSource();
        }
        else if (_hasSource || !_lines.Hold(InputObject, Paths))
        {
            SendLines();
            SendRow(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SendLines();
        base.EndProcessing();
    }

    private void SendLines()
    {
        foreach (var line in _lines.Release(out var areLines))
        {
            if (areLines)
                Refuse(Errors.RawLinesUnbound.With());
            else
                SendRow(line);
        }
    }

    private void SendRow(PSObject? row)
    {
        _imported = null;
        var failure = Rows.Bind(row) ?? Reading.FailureOf(() => TakeValue(row));
        if (failure is null)
            SendSource();
        else
            Refuse(failure);
    }

    // An object that has a message of its own is none for its path or its name.
    private void TakeValue(PSObject? row)
    {
        if (_hasSource || RawEmail is not null)
            return;
        if (row?.BaseObject is SoarEmail or SoarEmailAttachment)
            (_imported, Path, LiteralPath) = (row.BaseObject, null, null);
        else if (VaultFileObject.Find(row) is { } stored)
            (VaultFile, Path, LiteralPath) = (stored, null, null);
        else if (row?.BaseObject is FileInfo file)
            File = file;
        else if (Path is null && LiteralPath is null)
            RawEmail = TextOf(row);
    }

    private static string TextOf(PSObject? row)
    {
        var value = Values.Unwrap(row);
        return value is null || Values.Members(value) is null && Values.HasText(value)
            ? Values.Text(value)
            : throw Errors.PropertyMissing.With(nameof(RawEmail));
    }

    private void SendSource()
    {
        if ((Message ?? _imported) is SoarEmail or SoarEmailAttachment)
            Sender.Send(ImportedRequest(Message ?? _imported));
        else if ((Message ?? RawEmail) is string text)
            Sender.Send(new(Request(text, null), RawTextCheck.Find(text, Paths)));
        else if ((Message ?? File) is FileInfo file)
            Sender.Send(new(Request(null, file.FullName)));
        else if ((Message ?? VaultFile) is SmtpSoar.VaultFile stored)
            Sender.Send(VaultRequest(stored));
        else if ((LiteralPath ?? Path) is string[] { Length: > 0 } paths)
            SendFiles(paths);
        else
            Refuse(Errors.ScriptBlockEmpty.With(Array.Find(Sources, MyInvocation.BoundParameters.ContainsKey) ?? nameof(Path)));
    }

    private void Refuse(SmtpSoarException failure) => Sender.Send(new(Request(RawEmail as string, null), failure));

    private CapturedRequest ImportedRequest(object? imported)
    {
        var content = (imported as SoarEmail)?.Content ?? (imported as SoarEmailAttachment)?.Content;
        var request = Request(null, (imported as SoarEmail)?.Source);
        (request.Path, request.Content) = (null, content);
        return new(request, content is null ? Errors.AttachmentContentGone.With(imported) : null);
    }

    // The object may know no more than its id.
    private CapturedRequest VaultRequest(SmtpSoar.VaultFile given)
    {
        var stored = given;
        var failure = Reading.FailureOf(() =>
        {
            if (given.Sha256.Length == 0)
                stored = new VaultStore(VaultStore.DefaultFolder()).Find(given.VaultId);
        });
        return new(Request(null, stored.Path, stored), failure);
    }

    // All are looked for first, so that their number is known.
    private void SendFiles(string[] paths)
    {
        var files = new List<FoundFile>();
        foreach (var path in paths)
            files.AddRange(Find(path));
        if (!MyInvocation.ExpectingInput)
            Sender.Announce(files.Count);
        foreach (var file in files)
            Sender.Send(new(Request(null, file.Path), file.Failure));
    }

    // A path that can't be one goes on as it is, so that its result has the failure.
    private IEnumerable<FoundFile> Find(string path)
    {
        // A folder is what an empty path would be.
        if (string.IsNullOrWhiteSpace(path))
            return [new FoundFile(null, Errors.PropertyMissing.With(nameof(Path)))];
        try
        {
            return LiteralPath is null ? Paths.Matching(path).Select(file => new FoundFile(file)) : [new FoundFile(Paths.Literal(path))];
        }
        catch (SmtpSoarException failure)
        {
            return [new FoundFile(path, failure)];
        }
    }

    private RawEmailRequest Request(string? text, string? path, SmtpSoar.VaultFile? stored = null)
    {
        var request = new RawEmailRequest
        {
            Text = text,
            Path = path,
            VaultFile = stored,
            Dkim = Dkim,
            EnvelopeFrom = (string?)EnvelopeFrom,
            EnvelopeTo = (string[]?)EnvelopeTo ?? [],
            DeliveryNotification = DeliveryNotification,
        };
        var parameters = new EffectiveParameters(request.Parameter);
        parameters.Add("raw_email", text);
        parameters.Add("path", path);
        return request;
    }

    /// <summary>A file that a path stands for, or the failure of looking for it.</summary>
    private sealed record FoundFile(string? Path, SmtpSoarException? Failure = null);
}
