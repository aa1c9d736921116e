using System;
using System.Linq;
using System.Text;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>No line of a header is longer than 998 bytes (RFC 5322, section 2.1.1), whatever is given. <see cref="WireRules"/> looks at each.</summary>
public sealed class HeaderLengthTests
{
    private static readonly string[] Pieces = ["a", "é", "世", "😀", " ", "\"", "\\", "=", ";", "'", "%", new string('w', 300), new string('"', 200), new string(' ', 50)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [InlineData(252, 890)]
    [InlineData(255, 997)]
    [InlineData(255, 998)]
    [InlineData(255, 2000)]
    [InlineData(3, 996)]
    public void Compose_LongNameAndWord_ArrivesInShortLines(int name, int word)
    {
        var (field, value) = (new string('X', name), new string('w', word));
        Assert.Equal(value, TestMail.Read(With(field, value)).Headers[field]!.Trim());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Compose_RandomFields_ArriveInShortLines(int seed)
    {
        var random = new Random(seed);
        var name = "X" + new string('-', random.Next(0, 255));
        var value = Text(random, random.Next(1, 12)).Trim();

        Assert.Equal(Words(value), Words(TestMail.Read(With(name, value)).Headers[name]!));
    }

    [Theory]
    [InlineData('"', 890)]
    [InlineData('\\', 890)]
    [InlineData('"', 451)]
    [InlineData('a', 900)]
    [InlineData('a', 2000)]
    public void Compose_LongFileName_ArrivesInShortLines(char character, int length) => CheckFileName("x" + new string(character, length) + ".bin");

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Compose_RandomFileNames_ArriveInShortLines(int seed)
    {
        var random = new Random(seed);
        CheckFileName("x" + Text(random, random.Next(1, 12)).Replace("\\", "", StringComparison.Ordinal) + "x");
    }

    [Fact]
    public void Compose_LongParameterOfAType_ArrivesInShortLines()
    {
        var value = string.Concat(Enumerable.Repeat("q\\\"", 280));
        var part = Attached(file => file.ContentType = $"application/x-y; note=\"{value}\"");

        Assert.Equal(value.Replace("\\\"", "\"", StringComparison.Ordinal), part.ContentType.Parameters["note"]);
    }

    [Theory]
    [InlineData("Message-ID", "<")]
    [InlineData("In-Reply-To", "<")]
    [InlineData("References", "<a@example.org> <")]
    public void Compose_IdThatFitsNoLine_IsRefusedByName(string name, string start)
    {
        var error = TestMail.Refusal(With(name, start + new string('i', 1000) + "@example.org>"));

        Assert.Equal("HeaderLineTooLong", error.ErrorId);
        Assert.Contains(name, error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_ContentIdThatFitsNoLine_IsRefused()
    {
        using var files = new TestFiles();
        var request = TestMail.Html("<img src='cid:x'>");
        request.Attachments = [files.Add("x.png", "x", new string('i', 1000))];

        Assert.Equal("ContentIdInvalid", TestMail.Refusal(request).ErrorId);
    }

    [Fact]
    public void Compose_LongContentId_Arrives()
    {
        using var files = new TestFiles();
        var id = new string('i', 880) + "@example.org";
        var request = TestMail.Html($"<img src='cid:{id}'>");
        request.Attachments = [files.Add("x.png", "x", id)];

        Assert.Equal(id, TestMail.Read(request).BodyParts.Single(part => part.ContentType.MediaType == "image").ContentId);
    }

    [Fact]
    public void Compose_LongReferences_AreFoldedBetweenIds()
    {
        var ids = string.Join(' ', Enumerable.Range(0, 100).Select(number => $"<id{number}@example.org>"));
        var wire = TestMail.Wire(TestMail.Compose(With("References", ids)));

        Assert.All(TestMail.Field(wire, "References")!.Split("\r\n"), line => Assert.InRange(line.Length, 1, 78));
        Assert.Equal(100, TestMail.Read(wire).References.Count);
    }

    private static void CheckFileName(string name)
    {
        var part = Attached(file => file.Name = name);
        Assert.Equal((name.Split('\\')[^1], name.Split('\\')[^1]), (part.ContentDisposition!.FileName, part.ContentType.Name));
    }

    private static MimePart Attached(Action<AttachmentReference> change)
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        var file = files.Add("stored");
        change(file);
        request.Attachments = [file];
        var wire = TestMail.Wire(TestMail.Compose(request));
        Assert.All(Encoding.ASCII.GetString(wire).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        return (MimePart)TestMail.Read(wire).Attachments.Single();
    }

    private static string Text(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Pieces[random.Next(Pieces.Length)]));

    // Blanks may be folded.
    private static string Words(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static EmailRequest With(string name, string value)
    {
        var request = TestMail.Text();
        request.Headers = [new HeaderField(name, value)];
        return request;
    }
}
