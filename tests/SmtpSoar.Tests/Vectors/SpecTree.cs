using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Tests.Vectors;

/// <summary>
/// The tree that a composed message must have: multipart/mixed (only with plain attachments) of multipart/related (only
/// with inline parts) of multipart/alternative of text, then HTML. No level without need.
/// </summary>
internal static class SpecTree
{
    /// <param name="contents">The connector's leaves: text, HTML where there is one, then the attachments.</param>
    /// <param name="isHtml">Whether the second is the HTML body.</param>
    /// <param name="inline">The attachments with a content id, by their place among the attachments.</param>
    public static MimeTree Of(IReadOnlyList<MimeTree> contents, bool isHtml, IReadOnlyList<bool> inline)
    {
        var bodies = isHtml ? 2 : 1;
        var files = contents.Skip(bodies).ToList();
        var tree = Level("multipart/alternative", contents[0], contents.Take(bodies).Skip(1));
        tree = Level("multipart/related", tree, files.Where((_, place) => inline[place]));
        return Level("multipart/mixed", tree, files.Where((_, place) => !inline[place]));
    }

    private static MimeTree Level(string type, MimeTree first, IEnumerable<MimeTree> others)
    {
        var rest = others.ToList();
        return rest.Count == 0 ? first : new MimeTree(type, [first, .. rest]);
    }
}
