using System;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Dkim;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>The body as it is hashed, against the same rules written another way.</summary>
public sealed class RelaxedBodyHashTests
{
    // RFC 8463, appendix A.2.
    private const string RfcBody = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    private const string RfcHash = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "" },
        { "\r\n", "" },
        { "\r\n\r\n\r\n", "" },
        { "  \t ", "" },
        { " \r\n\t\r\n  ", "" },
        { "text", "text\r\n" },
        { "text\r\n", "text\r\n" },
        { "text  \t\r\n\r\n \r\n", "text\r\n" },

        // RFC 6376, section 3.4.5.
        { " C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n" },
        { "\r\n\r\nafter", "\r\n\r\nafter\r\n" },
        { "  two\t\tblanks  before", " two blanks before\r\n" },
        { "a\r\n \r\nb", "a\r\n\r\nb\r\n" },
        { "Grüße  an\r\n", "Grüße an\r\n" },
        { ".\r\n..\r\nFrom here", ".\r\n..\r\nFrom here\r\n" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Hash_OfABody_IsThatOfItsRelaxedForm(string body, string relaxed)
    {
        var expected = HashOf(Encoding.UTF8.GetBytes(relaxed));

        Assert.Equal(relaxed, Relaxed(body));
        foreach (var size in new[] { 1, 2, 3, 7, 4096 })
            Assert.Equal(expected, Hash(Encoding.UTF8.GetBytes(body), size));
    }

    [Fact]
    public void Hash_OfTheRfcsExample_IsTheRfcs() =>
        Assert.Equal(RfcHash, Hash(Encoding.ASCII.GetBytes(RfcBody), 7));

    [Fact]
    public void Hash_OfRandomBodies_IsThatOfTheirRelaxedForm()
    {
        var random = new Random(6376);
        string[] pieces = ["a", "Bc", " ", "  ", "\t", "\r\n", "\r\n\r\n", "=", new string('x', 70_000)];
        for (var i = 0; i < 300; i++)
        {
            var body = new StringBuilder();
            for (var count = random.Next(30); count > 0; count--)
                body.Append(pieces[random.Next(count == 7 ? pieces.Length : pieces.Length - 1)]);
            var text = body.ToString();
            Assert.Equal(HashOf(Encoding.ASCII.GetBytes(Relaxed(text))), Hash(Encoding.ASCII.GetBytes(text), 1 + random.Next(100)));
        }
    }

    private static string Relaxed(string body)
    {
        var lines = Regex.Replace(Regex.Replace(body, "[ \t]+", " "), " (\r\n|$)", "$1");
        lines = lines.TrimEnd('\r', '\n');
        return lines.Length == 0 ? "" : lines + "\r\n";
    }

    private static string Hash(byte[] body, int size)
    {
        using var hash = new RelaxedBodyHash();
        for (var start = 0; start < body.Length; start += size)
            hash.Write(body, start, Math.Min(size, body.Length - start));
        return Convert.ToBase64String(hash.Finish());
    }

    private static string HashOf(byte[] bytes) => Convert.ToBase64String(SHA256.HashData(bytes));
}
