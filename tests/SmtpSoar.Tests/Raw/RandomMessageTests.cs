using System;
using System.Linq;
using System.Text;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

/// <summary>Messages put together by chance, together with what must come out.</summary>
public sealed class RandomMessageTests
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];
    private static readonly string[] Names = ["To", "Cc", "Subject", "X-Long-Name", "DKIM-Signature", "bccx", "X : y"];
    private static readonly string[] HiddenNames = ["Bcc", "BCC", "bcc ", "Resent-Bcc", "resent-bcc\t"];
    private static readonly string[] Texts = ["", " ", " x@y", "\tÿ ü", "  two  blanks  ", ".", "Bcc: z", new('L', 1200)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FromFile_RandomMessage_LosesBlindCopiesAndNothingElse(int seed)
    {
        var (given, wire) = Make(new Random(seed));
        using var file = new TemporaryFile(given);

        var message = FromFile(file.Path);

        Assert.Equal(wire, Wire(message));
        Assert.Equal(wire.LongLength, Render(message).Size);
        Assert.Equal(wire.Any(value => value > 0x7F), message.HasEightBitHeader || message.HasEightBitBody);
        Assert.Equal(LongestLine(wire) > 998, message.Warnings.Any(warning => warning.Contains($"the longest with {LongestLine(wire)}.", StringComparison.Ordinal)));
    }

    private static (byte[] Given, byte[] Wire) Make(Random random)
    {
        var given = new StringBuilder();
        var wire = new StringBuilder();
        for (var field = random.Next(1, 12); field > 0; field--)
            AddField(random, given, random.Next(3) == 0 ? null : wire);

        AddLine(random, "", given, wire);
        for (var line = random.Next(6); line > 0; line--)
            AddLine(random, Pick(random, Texts), given, wire);

        if (random.Next(2) == 0 && !EndsWithLineEnd(given))
            return (Latin1(given), Latin1(wire));

        given.Append("last");
        wire.Append("last\r\n");
        return (Latin1(given), Latin1(wire));
    }

    private static void AddField(Random random, StringBuilder given, StringBuilder? wire)
    {
        AddLine(random, Pick(random, wire is null ? HiddenNames : Names) + ":" + Pick(random, Texts), given, wire);
        for (var folded = random.Next(3); folded > 0; folded--)
            AddLine(random, " " + Pick(random, Texts), given, wire);
    }

    private static void AddLine(Random random, string line, StringBuilder given, StringBuilder? wire)
    {
        // An empty line that ends in LF after a line that ends in CR would be one CRLF.
        var isAfterReturn = line.Length == 0 && given.Length > 0 && given[^1] == '\r';
        given.Append(line).Append(isAfterReturn ? "\r\n" : Pick(random, LineEnds));
        wire?.Append(line).Append("\r\n");
    }

    private static bool EndsWithLineEnd(StringBuilder text) => text[^1] is not ('\r' or '\n');

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static byte[] Latin1(StringBuilder text) => Encoding.Latin1.GetBytes(text.ToString());

    private static long LongestLine(byte[] wire) => Encoding.Latin1.GetString(wire).Split("\r\n").Max(line => line.Length);
}
