using System.Net;

namespace SmtpSoar;

/// <summary>How a command has opened an outbox, with the secrets of it. It stays in this process, and is never shown or kept.</summary>
/// <param name="Location">The location as it was given, with the password that may be in it.</param>
/// <param name="Asset">The asset that has the login, or <see langword="null"/>.</param>
internal sealed record OutboxAccess(string Location, SmtpAsset? Asset)
{
    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => OutboxAddress.Shown(Location);

    /// <summary>Whether it opens the database that a message lies in. A folder needs no login.</summary>
    internal bool Opens(OutboxEntry entry) => OutboxAddress.IsDatabase(Location) && OutboxAddress.Shown(Location) == entry.Outbox;

    /// <summary>Whether both open the same outbox by the same login.</summary>
    internal bool IsSame(OutboxAccess other) =>
        ReferenceEquals(this, other) || (Location == other.Location && HasSameLogin(Asset, other.Asset));

    /// <summary>Whether two assets have the same login for an outbox.</summary>
    internal static bool HasSameLogin(SmtpAsset? one, SmtpAsset? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null && UserOf(one) == UserOf(other) && PasswordOf(one) == PasswordOf(other));

    /// <summary>The user of an asset's login for its outbox, or <see langword="null"/>: as PostgreSQL has it.</summary>
    internal static string? UserOf(SmtpAsset asset) => UserOf(asset.Outbox, asset.OutboxUsername);

    /// <summary>The user of a login for an outbox, or <see langword="null"/>: as PostgreSQL has it.</summary>
    /// <param name="outbox">The outbox of an asset.</param>
    /// <param name="username">The user that the asset names beside it.</param>
    internal static string? UserOf(string? outbox, string? username) =>
        string.IsNullOrEmpty(username) ? OutboxAddress.UserOf(outbox ?? "") : username;

    private static string PasswordOf(SmtpAsset asset) => new NetworkCredential("", asset.OutboxPassword).Password;
}
