using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Preview;

/// <summary>Writes the message that would go out to a file. Nothing is sent, and no server is asked.</summary>
/// <param name="asset">The asset that would send it: its sender, and what it allows.</param>
/// <param name="feedback">The receiver of warnings and details.</param>
public sealed class MailExport(SmtpAsset asset, IFeedback feedback)
{
    private const StringComparison Letters = StringComparison.OrdinalIgnoreCase;
    private const int BufferSize = 64 * 1024;

    private readonly MessageFactory _messages = new(asset, TimeProvider.System);

    /// <summary>The format that a file's name asks for.</summary>
    /// <exception cref="SmtpSoarException">It asks for none.</exception>
    public static MailFileFormat FormatOf(string path)
    {
        var extension = Path.GetExtension(path);
        if (extension.Equals(".eml", Letters))
            return MailFileFormat.Eml;
        return extension.Equals(".html", Letters) || extension.Equals(".htm", Letters)
            ? MailFileFormat.Html
            : throw Errors.ExportFormatUnknown.With(path);
    }

    /// <summary>Composes and checks a message.</summary>
    /// <exception cref="SmtpSoarException">It could not be sent.</exception>
    public PreparedMail Prepare(MailRequest request, CancellationToken cancellationToken)
    {
        var prepared = PreparedMail.Of(request, _messages, feedback, cancellationToken);
        if (prepared.Message is { Copies: { Count: > 0 } copies })
            feedback.Warning(Messages.BlindCopiesApart(copies.Count));
        return prepared.Failure is null ? prepared : throw prepared.Failure;
    }

    /// <summary>Makes sure that a file may be written: nothing is there yet, or it may be replaced.</summary>
    /// <exception cref="SmtpSoarException">It may not.</exception>
    public static void Check(string path, bool overwrite)
    {
        if (FileStatus.Of(path, out _) is { Kind: not FileKind.Regular } other)
            throw Errors.ExportTargetNotRegular.With(path, other.Kind.Describe());
        if (!overwrite && File.Exists(path))
            throw Errors.ExportFileExists.With(path);
    }

    /// <summary>Writes a message: whole, or not at all.</summary>
    /// <param name="mail">A message that <see cref="Prepare"/> made.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="cancellationToken">Stops it; then there is no file.</param>
    /// <exception cref="SmtpSoarException">The file can't be written, or an attachment can no longer be read.</exception>
    public async Task<FileInfo> WriteAsync(
        PreparedMail mail,
        MailFileFormat format,
        string path,
        bool overwrite,
        CancellationToken cancellationToken)
    {
        var failure =
            await Failures.OfAsync(() => TryWriteAsync(mail.Message!, format, path, overwrite, cancellationToken)).ConfigureAwait(false);
        mail.Message!.WarnOfGrowth(feedback);
        return failure is null ? new FileInfo(path) : throw failure;
    }

    private static async Task TryWriteAsync(
        ComposedMessage message, MailFileFormat format, string path, bool overwrite, CancellationToken cancellationToken)
    {
        try
        {
            await WholeFile.WriteAsync(
                path,
                overwrite,
                file => WriteAsync(message, format, file, path, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception cause) when (
            cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or FormatException)
        {
            throw Errors.ExportFailed.Because(cause, path, cause.Message);
        }
    }

    private static Task WriteAsync(
        ComposedMessage message, MailFileFormat format, Stream file, string path, CancellationToken cancellationToken) =>
        format == MailFileFormat.Eml
            ? message.Image.WriteToAsync(file, cancellationToken)
            : WritePageAsync(message, file, path, cancellationToken);

    // Read back from a disk, and not from memory, since it may be large: the page shows what would really go out.
    private static async Task WritePageAsync(ComposedMessage message, Stream file, string path, CancellationToken cancellationToken)
    {
        using var image = WholeFile.Scratch(path);
        await (message.OpenImage?.Invoke() ?? message.Image).WriteToAsync(image, cancellationToken).ConfigureAwait(false);
        CheckFolds(image);
        image.Position = 0;
        WritePage(new PreviewPage(message, PreviewContent.Read(image, cancellationToken)), file);
    }

    private static void CheckFolds(Stream image)
    {
        var meter = new WireMeter();
        var chunk = new byte[BufferSize];
        image.Position = 0;
        for (int count; (count = image.Read(chunk, 0, chunk.Length)) > 0;)
            meter.Add(chunk.AsSpan(0, count));
        if (meter.HasManyFolds)
            throw new FormatException(Messages.FoldedTooOften(WireMeter.MaxFolds));
    }

    private static void WritePage(PreviewPage page, Stream file)
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(false), BufferSize, leaveOpen: true);
        page.WriteTo(writer);
    }
}
