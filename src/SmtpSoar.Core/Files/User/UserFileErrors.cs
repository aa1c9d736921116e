using System;

namespace SmtpSoar.Core.Files.User;

/// <summary>The errors for one use of a user's file. Each takes the path, then a reason where its sentence has a place for one.</summary>
/// <remarks>The definitions of all errors take milliseconds to make: a file without a fault asks for none.</remarks>
/// <param name="define">Gives the definitions.</param>
internal sealed class UserFileErrors(Func<UserFileDefinitions> define)
{
    private UserFileDefinitions? _all;

    /// <summary>The file is not there.</summary>
    public ErrorDefinition Missing => All.Missing;

    /// <summary>It is a folder.</summary>
    public ErrorDefinition IsFolder => All.IsFolder;

    /// <summary>It can't be read.</summary>
    public ErrorDefinition Unreadable => All.Unreadable;

    /// <summary>No file can have such a path.</summary>
    public ErrorDefinition Impossible => All.Impossible;

    /// <summary>It was there when it was taken. Takes the name for messages.</summary>
    public ErrorDefinition Gone => All.Gone;

    /// <summary>It is no longer what it was when it was taken. Takes the name for messages.</summary>
    public ErrorDefinition Changed => All.Changed;

    private UserFileDefinitions All => _all ??= define();

    /// <summary>A file that is attached.</summary>
    public static UserFileErrors Attachment { get; } = new(() => new(
        Errors.FileNotFound,
        Errors.FileIsFolder,
        Errors.FileUnreadable,
        Errors.FileUnreadable,
        Errors.AttachmentChanged,
        Errors.AttachmentChanged));

    /// <summary>A file that is a message.</summary>
    public static UserFileErrors Message { get; } = new(() => new(
        Errors.RawFileMissing,
        Errors.RawFileIsFolder,
        Errors.RawFileUnreadable,
        Errors.RawFileMissing,
        Errors.RawFileMissing,
        Errors.RawFileChanged));

    /// <summary>A file that is read as a mail, now and again for its attachments.</summary>
    public static UserFileErrors ImportedMail { get; } = new(() => new(
        Errors.RawFileMissing,
        Errors.RawFileIsFolder,
        Errors.RawFileUnreadable,
        Errors.RawFileMissing,
        Errors.RawFileMissing,
        Errors.ImportFileChanged));

    /// <summary>A file with keys that verify or decrypt.</summary>
    public static UserFileErrors MailKey { get; } = new(() => new(
        Errors.MailKeyNotFound,
        Errors.MailKeyUnreadable,
        Errors.MailKeyUnreadable,
        Errors.MailKeyNotFound,
        Errors.MailKeyNotFound,
        Errors.MailKeyUnreadable));

    /// <summary>A file that is added to the vault.</summary>
    public static UserFileErrors VaultSource { get; } = new(() => new(
        Errors.VaultSourceNotFound,
        Errors.VaultSourceUnreadable,
        Errors.VaultSourceUnreadable,
        Errors.VaultSourceUnreadable,
        Errors.VaultSourceNotFound,
        Errors.VaultSourceUnreadable));

    /// <summary>A file with the key of a service account.</summary>
    public static UserFileErrors ServiceAccount { get; } = new(() => new(
        Errors.ServiceAccountKeyNotFound,
        Errors.ServiceAccountKeyUnreadable,
        Errors.ServiceAccountKeyUnreadable,
        Errors.ServiceAccountKeyUnreadable,
        Errors.ServiceAccountKeyNotFound,
        Errors.ServiceAccountKeyUnreadable));

    /// <summary>A file with OpenPGP keys.</summary>
    public static UserFileErrors PgpKey { get; } = new(() => new(
        Errors.PgpKeyFileNotFound,
        Errors.PgpKeyFileUnreadable,
        Errors.PgpKeyFileUnreadable,
        Errors.PgpKeyFileUnreadable,
        Errors.PgpKeyFileNotFound,
        Errors.PgpKeyFileUnreadable));

    /// <summary>A file with a private key for DKIM.</summary>
    public static UserFileErrors DkimKey { get; } = new(() => new(
        Errors.DkimKeyNotFound,
        Errors.DkimKeyUnreadable,
        Errors.DkimKeyUnreadable,
        Errors.DkimKeyUnreadable,
        Errors.DkimKeyNotFound,
        Errors.DkimKeyUnreadable));

    /// <summary>A file with the settings of an asset.</summary>
    public static UserFileErrors Asset { get; } = new(() => new(
        Errors.AssetFileNotFound,
        Errors.AssetFileUnreadable,
        Errors.AssetFileUnreadable,
        Errors.AssetFileUnreadable,
        Errors.AssetFileNotFound,
        Errors.AssetFileUnreadable));

    /// <summary>A template of a mail.</summary>
    public static UserFileErrors Template { get; } = new(() => new(
        Errors.TemplateNotFound,
        Errors.TemplateUnreadable,
        Errors.TemplateUnreadable,
        Errors.TemplateUnreadable,
        Errors.TemplateNotFound,
        Errors.TemplateUnreadable));

    /// <summary>A file with the certificate that signs.</summary>
    public static UserFileErrors SigningCertificate { get; } = new(() => new(
        Errors.SigningCertificateNotFound,
        Errors.SigningCertificateUnreadable,
        Errors.SigningCertificateUnreadable,
        Errors.SigningCertificateUnreadable,
        Errors.SigningCertificateNotFound,
        Errors.SigningCertificateUnreadable));

    /// <summary>A file with certificates of recipients.</summary>
    public static UserFileErrors RecipientCertificate { get; } = new(() => new(
        Errors.RecipientCertificateNotFound,
        Errors.RecipientCertificateUnreadable,
        Errors.RecipientCertificateUnreadable,
        Errors.RecipientCertificateUnreadable,
        Errors.RecipientCertificateNotFound,
        Errors.RecipientCertificateUnreadable));
}

/// <summary>The definitions of these errors.</summary>
internal sealed record UserFileDefinitions(
    ErrorDefinition Missing,
    ErrorDefinition IsFolder,
    ErrorDefinition Unreadable,
    ErrorDefinition Impossible,
    ErrorDefinition Gone,
    ErrorDefinition Changed);
