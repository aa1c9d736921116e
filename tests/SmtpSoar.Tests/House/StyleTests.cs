using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SmtpSoar.Tests.House;

/// <summary>The mechanical part of how sources are written.</summary>
public sealed class StyleTests
{
    private const int MaxLength = 140;

    private static readonly Regex CommentLine = new(@"^\s*///?(?!/)(?<text>.*)$");

    private static readonly Regex BlockTag = new(@"</?(?:summary|remarks|para|param|typeparam|returns|exception|value|list|item|description|term|inheritdoc)\b[^>]*>");

    private static readonly Regex InlineTag = new("</?[a-z][^>]*>");

    // The sentence is found here and not at its first word: the actor is unnamed to its end.
    private static readonly Regex Headless = new(@"(?:^|[.!?]\s+)(?<word>Who|Whoever|Whom|Whose|What|Whatever|Where|Wherever|Else|So)\b", RegexOptions.Multiline);

    [Fact]
    public void Comments_OfSources_BeginSentencesWithAVerbOrANoun()
    {
        var found = from file in Sources.All() from sentence in HeadlessIn(File.ReadAllLines(file)) select $"{Sources.Below(file)}: {sentence}";
        AssertNone(found);
    }

    [Fact]
    public void Lines_OfSources_FitIntoTheLimit()
    {
        var found = from file in Sources.All()
            from line in File.ReadAllLines(file).Select((text, index) => (text, index))
            where line.text.Length > MaxLength
            select $"{Sources.Below(file)}({line.index + 1}): {line.text.Length}";
        AssertNone(found);
    }

    [Theory]
    [InlineData("// What is wrong.", "What is wrong.")]
    [InlineData("/// <summary>Reads it. Whoever calls waits.</summary>", "Whoever calls waits.")]
    [InlineData("/// <param name=\"a\">Where it is.</param>", "Where it is.")]
    [InlineData("// It waits. So\n// does the other.", "So does the other.")]
    [InlineData("// Tells what is wrong, where it is and who did it.", null)]
    [InlineData("var text = \"What is wrong.\";", null)]
    public void HeadlessSentence_InAComment_IsFound(string source, string? sentence) =>
        Assert.Equal(sentence is null ? [] : [sentence], HeadlessIn(source.Split('\n')));

    // All of them stand in the message.
    private static void AssertNone(IEnumerable<string> found)
    {
        var all = string.Join("\n", found);
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<string> HeadlessIn(string[] lines) =>
        from comment in Comments(lines) from Match found in Headless.Matches(comment) select Rest(comment, found.Groups["word"].Index);

    private static string Rest(string comment, int start)
    {
        var end = comment.IndexOfAny(['.', '\n'], start);
        return end < 0 ? comment[start..] : comment[start..(end + 1)].TrimEnd('\n');
    }

    // Lines of comment that follow each other, as one text. A block of documentation begins a line.
    private static IEnumerable<string> Comments(string[] lines)
    {
        var comment = new List<string>();
        foreach (var line in lines.Append(""))
        {
            var match = CommentLine.Match(line);
            if (match.Success)
                comment.Add(match.Groups["text"].Value.Trim());
            else if (comment.Count > 0)
                yield return Plain(string.Join(" ", comment));
            if (!match.Success)
                comment.Clear();
        }
    }

    private static string Plain(string comment) =>
        Regex.Replace(InlineTag.Replace(BlockTag.Replace(comment, "\n"), "it"), @"\n\s*", "\n").Trim();
}
