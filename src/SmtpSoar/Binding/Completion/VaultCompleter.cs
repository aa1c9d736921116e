using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Binding.Completion;

/// <summary>Holds what the completers of the vault have in common.</summary>
public abstract class VaultCompleter : ValueCompleter
{
    /// <summary>The vault's files: of the folder that stands on the command line, else of the usual one.</summary>
    private protected static IEnumerable<VaultFile> Files(IDictionary given)
    {
        var folder = given["VaultPath"] is string path && path.Length > 0 ? FullPath(path) : VaultStore.DefaultFolder();
        return Directory.Exists(folder) ? new VaultStore(folder).Get(null, null, null, _ => { }) : [];
    }

    /// <summary>The vault ids that begin so, or whose file's name does.</summary>
    private protected static IEnumerable<CompletionResult> Ids(string beginning, IDictionary given) =>
        from file in Files(given)
        where Begins(file.VaultId, beginning) || Begins(file.Name, beginning)
        group file by file.VaultId into same
        let first = same.First()
        orderby first.Name
        select Offer(first.VaultId, $"{first.Name} ({first.VaultId.Substring(0, 8)})", string.Join("; ", same.Select(Describe)));

    private protected static string Describe(VaultFile file) =>
        string.Format(
            CultureInfo.CurrentCulture,
            "{0}, {1:N0} bytes, {2}, added {3:g}",
            file.Name,
            file.Size,
            file.ContentType,
            file.CreateTime.LocalDateTime);
}
