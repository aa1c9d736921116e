using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Tests.Vectors;

/// <summary>An attachment of a vector: the connector's part for it, and the vault file that it came from.</summary>
public sealed record ExpectedAttachment(MimeTree Tree, VectorFile File, ExpectedPart? Part)
{
    // The connector asks the machine for the type of these; another machine gives another one.
    private static readonly HashSet<string> GuessedExtensions = [".js", ".log", ".msg", ".xml"];

    public bool IsTypeGuessed => GuessedExtensions.Contains(Path.GetExtension(File.Name));

    /// <summary>Without angle brackets.</summary>
    public string? ContentId => Part?.ContentId?.Trim('<', '>');

    /// <summary>The attachments in order.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="bodies">How many leaves come before them.</param>
    public static IReadOnlyList<ExpectedAttachment> Of(ConnectorVector vector, int bodies)
    {
        var parts = new Queue<ExpectedPart>(vector.Message.Parts.Skip(bodies));
        return [.. vector.Message.Tree.Contents.Skip(bodies).Select(leaf => Take(leaf, parts, vector.Vault))];
    }

    private static ExpectedAttachment Take(MimeTree leaf, Queue<ExpectedPart> parts, IReadOnlyList<VectorFile> vault)
    {
        var part = parts.Dequeue();
        if (leaf.Type != "message/rfc822")
            return new ExpectedAttachment(leaf, vault.First(file => IsOf(part, file)), part);

        // The vectors list what is in an attached message, not the message.
        for (var inner = leaf.Children.Sum(child => child.Contents.Count()); inner > 1; inner--)
            parts.Dequeue();
        return new ExpectedAttachment(leaf, vault.Single(file => file.Name.EndsWith(".eml", StringComparison.Ordinal)), null);
    }

    private static bool IsOf(ExpectedPart part, VectorFile file) =>
        part.Name is null ? part.Sha256 == file.Sha256 : part.Name == file.ShownName;
}
