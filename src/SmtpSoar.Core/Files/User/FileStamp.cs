namespace SmtpSoar.Core.Files.User;

/// <summary>A state of a file: what tells it from another state, and from another file in its place.</summary>
/// <param name="Length">The bytes that the system says it has.</param>
/// <param name="Written">The time of the last change, in units of the system.</param>
/// <param name="Identity">Which file it is.</param>
internal readonly record struct FileStamp(long Length, long Written, FileIdentity Identity)
{
    /// <summary>Tells whether this is the same file as earlier, with more at its end: a log that is being written.</summary>
    /// <remarks>Only the length can be known. A file that was written anew, and is longer now, looks the same.</remarks>
    public bool HasGrownSince(FileStamp earlier) => Length > earlier.Length && Identity.IsKnown && Identity == earlier.Identity;

    /// <summary>Compares two states. The runtime would compile the comparison that is made by itself when it is used.</summary>
    public bool Equals(FileStamp other) => Length == other.Length && Written == other.Written && Identity == other.Identity;

    public override int GetHashCode() => Length.GetHashCode() ^ Written.GetHashCode();
}

/// <summary>
/// Tells a file from all others. The time of its birth belongs to it: systems give the number of a deleted file to a new one.
/// </summary>
/// <param name="Volume">The volume.</param>
/// <param name="Number">The file's number in it.</param>
/// <param name="Born">When the file was made, in units of the system; 0 where it does not say.</param>
internal readonly record struct FileIdentity(ulong Volume, ulong Number, long Born)
{
    public bool IsKnown => Number != 0;
}
