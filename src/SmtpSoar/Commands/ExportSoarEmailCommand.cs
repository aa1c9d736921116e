using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Core.Preview;
using SmtpSoar.Pipeline;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

/// <summary>Writes the message that would go out to a file: the message itself, or a page that shows it. Nothing is sent.</summary>
[Cmdlet(VerbsData.Export, "SoarEmail", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(FileInfo))]
public sealed partial class ExportSoarEmailCommand : CoreCommand, IMessageParameters
{
    private const string TextSet = "Body";
    private const string HtmlSet = "HtmlBody";
    private const string RawTextSet = "RawEmail";
    private const string RawPathSet = "RawPath";
    private const string RowSet = "InputObject";
    private const string TemplateSet = "Template";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private SmtpAsset _asset = new();
    private MailRequestBuilder? _builder;
    private MessageRows? _rows;
    private CapturedRequest? _single;

    /// <summary>The file to write. Its ending says how: .eml or .html.</summary>
    [RowValue]
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    [Parameter(Mandatory = true, ParameterSetName = HtmlSet)]
    [Parameter(Mandatory = true, ParameterSetName = RawTextSet)]
    [Parameter(Mandatory = true, ParameterSetName = RawPathSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    [Takes(typeof(string))]
    public object? Path { get; set; }

    /// <summary>
    /// How the message is written: Eml is the message itself, Html a page that shows it. Default: what the file's ending says.
    /// </summary>
    [Parameter]
    public MailFileFormat? Format { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Opens the page in a browser. Only a page: a message alone would open in a mail program, which could send it.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    /// <summary>
    /// The asset that would send the message: for its sender, and for what it allows. Default: the default asset; where there is none, the
    /// message names its sender itself.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public PSObject? Asset { get; set; }

    /// <summary>
    /// When the sender wants a delivery status notification (RFC 3461): shown in the page, since only the envelope has it.
    /// </summary>
    [Parameter]
    public DeliveryNotification DeliveryNotification { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Rows.ScriptAlone is { } alone)
            ThrowFailure(alone, null);
        _asset = ResolveAsset();
        var given = MyInvocation.BoundParameters;
        if (!IsSingle(given) || Rows.HasScript)
            return;
        if (!given.ContainsKey(nameof(Path)))
            ThrowFailure(Errors.ExportPathMissing.With(), null);
        _single = Builder.Capture(CreateRequest(), this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RawTextSet)
            Export(new CapturedRequest(RawRequest(RawEmail ?? "", null), RawTextCheck.Find(RawEmail ?? "", Paths)));
        else if (ParameterSetName == RawPathSet)
            Export(RawFileRequest());
        else if (_single is null)
            ExportRow();
        else if (InputObject is not null)
            Builder.Attach(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_single is not null)
            Export(Builder.AttachPiped(_single, this));
    }

    // As in the commands that send.
    private bool IsSingle(Dictionary<string, object> given) => given.ContainsKey(nameof(Template))
        ? given.ContainsKey(nameof(Data)) || ParameterSetName == TemplateSet
        : given.ContainsKey(nameof(To)) && (given.ContainsKey(nameof(Body)) || given.ContainsKey(nameof(HtmlBody)));

    private MessageRows Rows => _rows ??= MyInvocation.BoundParameters.ContainsKey(nameof(Template))
        ? new MessageRows(this, [nameof(Path)])
        : new MessageRows(this, [nameof(Path)], [nameof(To)], [nameof(Body), nameof(HtmlBody)]);

    private MailRequestBuilder Builder => _builder ??= new MailRequestBuilder(this);

    // A row of a table may have a column for each.
    private bool IsHtml => ParameterSetName == HtmlSet || HtmlBody is not (null or "") || HtmlBody is not null && Body is null;

    HtmlAttachments IMessageParameters.HtmlAttachments => new(
        AttachmentJson,
        (Attachment1, (string?)ContentId1),
        (Attachment2, (string?)ContentId2),
        (Attachment3, (string?)ContentId3),
        (Attachment4, (string?)ContentId4),
        (Attachment5, (string?)ContentId5));

    private ComposedMailRequest CreateRequest() => Template is string template
        ? Builder.Templates.CreateRequest(template, Kind, Sanitize)
        : CreateGivenRequest();

    private ComposedMailRequest CreateGivenRequest() => IsHtml
        ? new HtmlEmailRequest { HtmlBody = (string?)HtmlBody ?? "", TextBody = (string?)TextBody, Sanitize = Sanitize }
        : new EmailRequest { Body = (string?)Body ?? "" };

    private SmtpAsset ResolveAsset()
    {
        try
        {
            return AssetArgument.Resolve(Asset, Paths, Note);
        }
        catch (SmtpSoarException error) when (Asset is null && error.Definition == Errors.AssetMissing)
        {
            return new SmtpAsset();
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, null);
            throw;
        }
    }

    private RawEmailRequest RawRequest(string? text, string? path) => new()
    {
        Text = text,
        Path = path,
        Dkim = Dkim,
        EnvelopeFrom = EnvelopeFrom,
        EnvelopeTo = EnvelopeTo ?? [],
        DeliveryNotification = DeliveryNotification,
    };

    private CapturedRequest RawFileRequest()
    {
        var path = RawPath!;
        var failure = Reading.FailureOf(() => path = Paths.Literal(path));
        return new CapturedRequest(RawRequest(null, path), failure);
    }

    private void ExportRow()
    {
        if (!Rows.TryBind(InputObject, out var failure))
            return;
        if (failure is null)
            Export(Builder.Capture(CreateRequest(), this));
        else
            WriteFailure(failure, Path);
    }

    private void Export(CapturedRequest captured)
    {
        if (!TryMake(SettlePath, Path, out var path) || !TryMake(() => Format ?? MailExport.FormatOf(path), Path, out var format))
            return;
        if (!TryMake(() => Prepare(captured), path, out var mail) || !MayProcess($"{mail}, to {path}", Texts.ExportAction))
            return;
        if (!TryMake(() => Run(stop => Export(mail, format, path, stop)), path, out var written))
            return;
        _written.Add(path);

        // As Get-Item gives it, with all that a console shows of a file.
        WriteObject(InvokeProvider.Item.Get([written.FullName], force: true, literalPath: true), enumerateCollection: true);
        if (Show && format == MailFileFormat.Html)
            OpenPage(written.FullName);
    }

    // As a person opens a file, by the program that the system has for it.
    private void OpenPage(string path)
    {
        try
        {
            InvokeCommand.InvokeScript("Invoke-Item -LiteralPath $args[0] -ErrorAction Stop", path);
        }
        catch (RuntimeException cause) when (cause is not PipelineStoppedException)
        {
            Warn(Texts.PageNotOpened(path, cause.Message));
        }
    }

    private Task<FileInfo> Export(PreparedMail mail, MailFileFormat format, string path, CancellationToken stop) =>
        new MailExport(_asset, Feedback).WriteAsync(mail, format, path, Force, stop);

    private string SettlePath()
    {
        var path = Paths.Literal((string)Path!);
        if (_written.Contains(path))
            throw Errors.ExportFileRepeated.With(path);
        MailExport.Check(path, Force);
        return path;
    }

    private PreparedMail Prepare(CapturedRequest captured) => captured.Failure is null
        ? Run(stop => new MailExport(_asset, Feedback).Prepare(captured.Request, stop))
        : throw captured.Failure;
}
