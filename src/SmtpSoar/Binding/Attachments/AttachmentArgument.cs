using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attachments;

/// <summary>Makes attachments of what a user gives: vault ids, vault files, files, paths, and objects.</summary>
internal sealed class AttachmentArgument(SessionState session)
{
    private const int VaultIdLength = 40;

    private readonly FilePaths _paths = new(session);

    /// <summary>The attachments of one argument, in order.</summary>
    /// <exception cref="SmtpSoarException">It is nothing that can be attached.</exception>
    public IEnumerable<AttachmentReference> Read(object? argument) => Values.Flatten(argument).SelectMany(ReadOne);

    private IEnumerable<AttachmentReference> ReadOne(object? argument)
    {
        var value = Values.Unwrap(argument);
        return value switch
        {
            null => [],
            string text => OfText(text),
            VaultFile file => [new AttachmentReference { VaultId = file.VaultId, VaultFile = file }],
            FileSystemInfo file => [new AttachmentReference { Path = file.FullName }],
            AttachmentReference reference => [reference],
            _ => [Complete(OfMembers(value, argument))],
        };
    }

    /// <summary>The attachment that an object describes; a reference to nothing where it names none.</summary>
    public AttachmentReference OfMembers(object value, object? original)
    {
        var reference = AttachmentMembers.Find(value, original) ?? throw Errors.AttachmentInvalid.With(Values.Kind(value));
        if (reference.Path is { } path)
            reference.Path = FullPath(path);
        return reference;
    }

    private static AttachmentReference Complete(AttachmentReference reference) => reference.IsEmpty
        ? throw Errors.AttachmentInvalid.With("an object without VaultId and Path")
        : reference;

    private IEnumerable<AttachmentReference> OfText(string text)
    {
        var items = text.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0).ToList();
        if (items.Count == 0)
            return [];
        return items.Any(IsVaultId)
            ? items.Select(OfItem)
            : OfPath(text.Trim());
    }

    private AttachmentReference OfItem(string item) =>
        IsVaultId(item) ? new AttachmentReference { VaultId = item } : new AttachmentReference { Path = FullPath(item) };

    private IEnumerable<AttachmentReference> OfPath(string path)
    {
        try
        {
            return _paths.Matching(path).Select(item => new AttachmentReference { Path = item });
        }
        catch (SmtpSoarException)
        {
            return [new AttachmentReference { Path = path }];
        }
    }

    // Text that is no path at all is a file that is not there, which the message may be allowed to go without.
    private string FullPath(string path)
    {
        try
        {
            return _paths.Literal(path);
        }
        catch (SmtpSoarException)
        {
            return path;
        }
    }

    /// <summary>Whether text is a vault id.</summary>
    public static bool IsVaultId(string text) => text.Length == VaultIdLength && text.All(Uri.IsHexDigit);
}
