using System.Collections.Generic;
using System.IO;
using System.Threading;
using MimeKit;
using MimeKit.IO;

namespace SmtpSoar.Core.Preview;

/// <summary>The content of a message: texts, HTML and files. Files stay on the disk, but for the pictures that are shown.</summary>
internal sealed class PreviewContent
{
    // A preview shows no more.
    private const long MaxTextLength = 2 * 1024 * 1024;

    private readonly CancellationToken _stop;
    private readonly List<string> _texts = [];
    private readonly List<string> _pages = [];
    private readonly List<PreviewFile> _files = [];
    private readonly InlinePictures _pictures = new();

    private PreviewContent(MimeMessage message, CancellationToken stop)
    {
        _stop = stop;
        Header = message;
        if (message.Body is not null)
            Visit(message.Body);
    }

    /// <summary>The message, for its header fields.</summary>
    public MimeMessage Header { get; }

    /// <summary>The plain texts.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The HTML texts, as they stand in the message.</summary>
    public IReadOnlyList<string> Pages => _pages;

    /// <summary>The files, inline ones too.</summary>
    public IReadOnlyList<PreviewFile> Files => _files;

    /// <summary>The pictures to which the HTML can refer.</summary>
    public InlinePictures Pictures => _pictures;

    /// <summary>Reads a message. The stream must stay open while the content is in use.</summary>
    public static PreviewContent Read(Stream image, CancellationToken cancellationToken) =>
        new(MimeMessage.Load(ParserOptions.Default, image, persistent: true, cancellationToken), cancellationToken);

    private void Visit(MimeEntity entity)
    {
        if (entity is Multipart parts)
        {
            foreach (var part in parts)
                Visit(part);
        }
        else if (entity is TextPart { IsAttachment: false, FileName: null } text && SizeOf(text) <= MaxTextLength)
        {
            (text.IsHtml ? _pages : _texts).Add(text.Text);
        }
        else
        {
            AddFile(entity);
        }
    }

    private void AddFile(MimeEntity entity)
    {
        var size = SizeOf(entity);
        var shown = entity is MimePart part && _pictures.TryAdd(part, size);
        var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        _files.Add(new PreviewFile(name, entity.ContentType.MimeType, size, entity.ContentId, shown));
    }

    private long SizeOf(MimeEntity entity)
    {
        using var measure = new MeasuringStream();
        if (entity is MimePart part)
            part.Content?.DecodeTo(measure, _stop);
        else
            entity.WriteTo(FormatOptions.Default, measure, contentOnly: true, _stop);
        return measure.Length;
    }
}

/// <summary>A file in a message, as the preview lists it.</summary>
/// <param name="Name">The file name, or <see langword="null"/>.</param>
/// <param name="Type">The media type.</param>
/// <param name="Size">The size in bytes, without the transfer encoding.</param>
/// <param name="ContentId">The content id by which the HTML may refer to it, or <see langword="null"/>.</param>
/// <param name="IsShown">Whether it is a picture that the page has in it.</param>
internal sealed record PreviewFile(string? Name, string Type, long Size, string? ContentId, bool IsShown);
