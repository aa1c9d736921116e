using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Finds the outbox that a command is about.</summary>
internal static class OutboxPath
{
    /// <summary>The path that is given, else that of the asset.</summary>
    /// <exception cref="SmtpSoarException">There is neither.</exception>
    internal static string Of(string? path, object? asset, FilePaths paths) => path is not null
        ? paths.Literal(path)
        : AssetArgument.Resolve(asset, paths).Outbox is { Length: > 0 } known ? paths.Literal(known) : throw Errors.OutboxNotNamed.With();
}
