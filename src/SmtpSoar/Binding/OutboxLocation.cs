using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Finds the outbox that a command is about.</summary>
internal static class OutboxLocation
{
    /// <summary>The outbox that is given, else that of the asset.</summary>
    /// <exception cref="SmtpSoarException">There is neither.</exception>
    public static string Of(string? location, object? asset, FilePaths paths) => location is not null
        ? Of(location, paths)
        : AssetArgument.Resolve(asset, paths).Outbox is { Length: > 0 } known ? Of(known, paths) : throw Errors.OutboxNotNamed.With();

    /// <summary>A location as the core takes it: a folder by its full path, another one as it is.</summary>
    /// <exception cref="SmtpSoarException">The file system has no such path.</exception>
    public static string Of(string location, FilePaths paths) => OutboxStores.IsFolder(location) ? paths.Literal(location) : location;
}
