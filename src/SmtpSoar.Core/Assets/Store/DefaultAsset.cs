using System.Text;
using System.Threading;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>
/// Knows the asset that serves where none is named. It is kept like the assets, so that no other user can point it elsewhere.
/// </summary>
internal sealed class DefaultAsset(ProtectedStore store)
{
    private static readonly StoreKey Key = new("setting", "default asset");

    /// <summary>The folded name, or <see langword="null"/>.</summary>
    internal string? Read() => Decode(store.Read(Key));

    /// <summary>The folded name, or <see langword="null"/> also where it can't be read.</summary>
    internal string? Peek() => Decode(store.Peek(Key));

    internal void Set(string name, CancellationToken cancellationToken) =>
        store.Update(Key, _ => Encoding.UTF8.GetBytes(name), cancellationToken);

    /// <summary>Makes none the default, if it was this one.</summary>
    internal void Forget(string name, CancellationToken cancellationToken)
    {
        // One that can't be read for now stays: the command that needs it reports that. One that is lost would be in the way for ever.
        if (store.IsLost(Key))
            store.Remove(Key, cancellationToken);
        else if (Peek() == name)
            store.Update(Key, present => Decode(present) == name ? null : present, cancellationToken);
    }

    private static string? Decode(byte[]? content) => content is null ? null : Encoding.UTF8.GetString(content);
}
