using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Html.References;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Core.Attachments;

/// <summary>Finds what is to be attached, in the vault and on disk, and makes sure that it can be read.</summary>
internal sealed class AttachmentResolver(VaultStore vault)
{
    // Small files are read once, when they are taken. Arrays of this size are not yet those that the garbage collector treats as large.
    private const long MaxHeld = 64 * 1024;

    private long _heldTogether = 1024 * 1024;

    /// <summary>Resolves all of them. The error names each file that can't be found or read, unless it may be left out.</summary>
    /// <param name="references">The attachments that the user asked for.</param>
    /// <param name="allowMissing">Whether the rest may go alone.</param>
    /// <param name="missing">The attachments that were left out, each with its reason.</param>
    /// <param name="cancellationToken">Stops the reading of large vault files.</param>
    public IReadOnlyList<ResolvedAttachment> Resolve(
        IEnumerable<AttachmentReference> references,
        bool allowMissing,
        out IReadOnlyList<string> missing,
        CancellationToken cancellationToken)
    {
        var found = new List<ResolvedAttachment>();
        var failures = new List<(AttachmentReference Reference, SmtpSoarException Error)>();
        foreach (var reference in references)
        {
            try
            {
                found.Add(ResolveOne(reference, cancellationToken));
            }
            catch (SmtpSoarException error) when (error.Kind is ErrorKind.ObjectNotFound or ErrorKind.ReadError or ErrorKind.SecurityError)
            {
                failures.Add((reference, error));
            }
        }

        if (failures.Count > 0 && !allowMissing)
            throw Refusal(failures);
        missing = failures.Select(failure => $"{failure.Reference} ({failure.Error.Sentence})").ToList();
        CheckContentIds(found);
        return found;
    }

    private static SmtpSoarException Refusal(List<(AttachmentReference Reference, SmtpSoarException Error)> failures) =>
        failures.Count == 1
            ? failures[0].Error
            : Errors.AttachmentUnavailable.With(
                string.Join(", ", failures.Select(failure => failure.Reference)),
                string.Join(" ", failures.Select(failure => failure.Error.Sentence)));

    private static void CheckContentIds(IEnumerable<ResolvedAttachment> attachments)
    {
        var repeated = attachments
            .Where(a => a.ContentId is not null)
            .GroupBy(a => a.ContentId, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
            throw Errors.ContentIdRepeated.With(repeated.Key, repeated.Count());
    }

    private ResolvedAttachment ResolveOne(AttachmentReference reference, CancellationToken cancellationToken)
    {
        string path, name, type;
        if (reference.VaultId is { } id)
        {
            var file = reference.VaultFile ?? vault.Find(id);
            vault.Verify(file, cancellationToken);
            (path, name, type) = (file.Path, file.Name, file.ContentType);
        }
        else
        {
            path = reference.Path ?? throw Errors.AttachmentInvalid.With(reference);
            name = Path.GetFileName(path);
            type = MediaTypes.ForFileName(name);
        }

        name = FileName(reference.Name ?? name);
        type = MediaTypeSyntax.Check(reference.ContentType ?? (reference.Name is null ? type : MediaTypes.ForFileName(name)));
        var contentId = string.IsNullOrWhiteSpace(reference.ContentId) ? null : ContentIds.Normalize(reference.ContentId!);
        var taken = Take(path, name, cancellationToken);
        return new ResolvedAttachment
        {
            Name = name,
            ContentType = reference.ContentType is null ? TextType.Complete(type, taken, cancellationToken) : type,
            ContentId = contentId,
            File = taken,
        };
    }

    private UserFile Take(string path, string name, CancellationToken cancellationToken)
    {
        var file = UserFile.Take(path, name, UserFileErrors.Attachment, Math.Min(MaxHeld, _heldTogether), cancellationToken);
        if (file.IsHeld)
            _heldTogether = Math.Max(0, _heldTogether - file.Length);
        return file;
    }

    private static string FileName(string name)
    {
        var last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        return new string(last.Select(c => char.IsControl(c) ? '_' : c).ToArray());
    }
}

/// <summary>A file that was found and can be read.</summary>
internal sealed class ResolvedAttachment
{
    /// <summary>The file name in the message: no folder, no control character.</summary>
    public required string Name { get; init; }

    /// <summary>The media type, with the parameters that the user gave or the content tells.</summary>
    public required string ContentType { get; init; }

    /// <summary>The content id without angle brackets, or <see langword="null"/>.</summary>
    public string? ContentId { get; init; }

    /// <summary>The file as it was found.</summary>
    public required UserFile File { get; init; }
}
