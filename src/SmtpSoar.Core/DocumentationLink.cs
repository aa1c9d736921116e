using System.Linq;
using System.Reflection;

namespace SmtpSoar.Core;

/// <summary>Addresses of pages in the repository, whose own address the build puts into the assembly (RepositoryUrl).</summary>
internal static class DocumentationLink
{
    private const string Repository = "RepositoryUrl";

    /// <summary>The page about servers' replies.</summary>
    public static string Replies => Of("replies.md");

    private static string Of(string page) =>
        $"{typeof(DocumentationLink).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == Repository).Value}/blob/main/docs/{page}";
}
