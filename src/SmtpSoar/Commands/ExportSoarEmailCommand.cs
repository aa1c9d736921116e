using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Data;
using SmtpSoar.Core;
using SmtpSoar.Core.Preview;
using SmtpSoar.Core.Templates;
using SmtpSoar.Pipeline;

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
    private MailRequestBuilder? _capture;
    private TemplateMerge? _merge;
    private MessageRows? _rows;
    private Func<MailRequest>? _single;

    /// <summary>The file to write. Its ending says how: .eml or .html.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RawTextSet)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RawPathSet)]
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
        _single = Message.Take();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RawTextSet)
            Export(() => RawTextCheck.Find(RawEmail ?? "", Paths) is { } failure ? throw failure : RawRequest(RawEmail ?? "", null));
        else if (ParameterSetName == RawPathSet)
            Export(() => RawRequest(null, Paths.Literal(RawPath!)));
        else if (_single is null)
            ExportRow();
        else if (InputObject is not null)
            Message.Attach(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_single is not null)
            Export(_single);
    }

    // As in the commands that send.
    private bool IsSingle(Dictionary<string, object> given) => given.ContainsKey(nameof(Template))
        ? given.ContainsKey(nameof(Data)) || ParameterSetName == TemplateSet
        : given.ContainsKey(nameof(To)) && (given.ContainsKey(nameof(Body)) || given.ContainsKey(nameof(HtmlBody)));

    private MessageRows Rows => _rows ??= MyInvocation.BoundParameters.ContainsKey(nameof(Template))
        ? new MessageRows(this, [nameof(Path)])
        : new MessageRows(this, [nameof(Path)], [nameof(To)], [nameof(Body), nameof(HtmlBody)]);

    private TemplateMerge Merge => _merge ??= new TemplateMerge(this);

    private MailRequestBuilder Message => _capture ??= new MailRequestBuilder(this, SessionState);

    // A row of a table may have a column for each.
    private bool IsHtml => ParameterSetName == HtmlSet || HtmlBody is not (null or "") || HtmlBody is not null && Body is null;

    private HtmlAttachments HtmlAttachments => new(
        AttachmentJson,
        (Attachment1, (string?)ContentId1),
        (Attachment2, (string?)ContentId2),
        (Attachment3, (string?)ContentId3),
        (Attachment4, (string?)ContentId4),
        (Attachment5, (string?)ContentId5));

    string[]? IMessageParameters.To => (string[]?)To;

    string? IMessageParameters.Subject => (string?)Subject;

    string[]? IMessageParameters.Cc => (string[]?)Cc;

    string[]? IMessageParameters.Bcc => (string[]?)Bcc;

    string? IMessageParameters.From => (string?)From;

    string[]? IMessageParameters.ReplyTo => (string[]?)ReplyTo;

    MailPriority IMessageParameters.Priority => Priority is MailPriority priority ? priority : default;

    string[]? IMessageParameters.ReadReceiptTo => (string[]?)ReadReceiptTo;

    SmtpSoarException? IMessageParameters.ApplyTemplate(ComposedMailRequest request)
    {
        (request.IsMarkdown, request.AllowRawHtml, request.InlineCss) = (Markdown, AllowRawHtml, InlineCss);
        if (Calendar is string calendar && Merge.ReadCalendar(request, calendar) is { } failure)
            return failure;
        if (Template is not string template)
            return null;
        var hasData = MyInvocation.BoundParameters.ContainsKey(nameof(Data));
        return Merge.Apply(request, new(template, hasData ? Data : InputObject, hasData || InputObject is not null, Culture, Markdown ? TemplateKind.Markdown : TemplateKind.Automatic));
    }

    ComposedMailRequest IMessageParameters.CreateRequest() => Template is string template
        ? Merge.CreateRequest(template, Markdown ? TemplateKind.Markdown : TemplateKind.Automatic, Sanitize)
        : CreateRequest();

    private ComposedMailRequest CreateRequest() => IsHtml
        ? new HtmlEmailRequest { HtmlBody = (string?)HtmlBody ?? "", TextBody = (string?)TextBody, Sanitize = Sanitize }
        : new EmailRequest { Body = (string?)Body ?? "" };

    IEnumerable<AttachmentReference> IMessageParameters.ReadOwnAttachments(AttachmentArgument reader) => HtmlAttachments.Read(reader);

    // There is no result that would tell of them.
    void IMessageParameters.ReportOwn(EffectiveParameters parameters)
    {
    }

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
        EnvelopeFrom = EnvelopeFrom,
        EnvelopeTo = EnvelopeTo ?? [],
        DeliveryNotification = DeliveryNotification,
    };

    private void ExportRow()
    {
        if (!Rows.TryBind(InputObject, out var failure))
            return;
        if (failure is null)
            Export(Message.Take());
        else
            WriteFailure(failure, Path);
    }

    private void Export(Func<MailRequest> request)
    {
        if (!TryMake(SettlePath, Path, out var path) || !TryMake(() => Format ?? MailExport.FormatOf(path), Path, out var format))
            return;
        if (!TryMake(() => Prepare(request), path, out var mail) || !MayProcess($"{mail}, to {path}", Texts.ExportAction))
            return;
        if (!TryMake(() => Run(stop => new MailExport(_asset, Feedback).WriteAsync(mail, format, path, Force, stop)), path, out var written))
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

    private string SettlePath()
    {
        var path = Paths.Literal((string)Path!);
        if (_written.Contains(path))
            throw Errors.ExportFileRepeated.With(path);
        MailExport.Check(path, Force);
        return path;
    }

    private PreparedMail Prepare(Func<MailRequest> request)
    {
        try
        {
            var made = request();
            return Run(stop => Task.FromResult(new MailExport(_asset, Feedback).Prepare(made, stop)));
        }
        catch (FailedRequestException failed)
        {
            throw failed.Failure;
        }
    }
}
