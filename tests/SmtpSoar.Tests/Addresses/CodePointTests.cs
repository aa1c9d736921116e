using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Text;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

/// <summary>Every code point in every place of an address: either it is refused, or nothing in the command can be mistaken.</summary>
public sealed class CodePointTests
{
    // Planes 4 to 13 and the private ones have no character. An exception of the mapping refuses each code point there, which takes long.
    private const int LastFullPlane = 3;
    private const int Stride = 61;

    private static readonly string[] DomainPlaces = ["{0}xample.org", "ex{0}mple.org", "example{0}.org", "example.{0}rg", "example.o{0}"];

    private static readonly string[] LocalPlaces = ["{0}ob", "b{0}b", "bo{0}", "\"{0} b\"", "\"b {0}\""];

    [Fact]
    public void ToAscii_EveryCodePoint_LeavesOnlyWhatADomainHas()
    {
        var wrong = new ConcurrentBag<string>();

        Parallel.ForEach(CodePoints(), point => CheckDomain(point, wrong.Add));

        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void Parse_EveryCodePointThatTheMappingMakesASymbol_IsRefused()
    {
        var changed = CodePoints().AsParallel().Where(point => point > 0x7F && BecomesSymbol(point)).ToList();

        Assert.InRange(changed.Count, 100, 2000);
        Assert.Contains(0xFF1E, changed);
        Assert.All(changed, point => Assert.All(DomainPlaces, place => Refused($"<a@{In(place, point)}>")));
    }

    [Fact]
    public void ToWire_EveryCodePoint_LeavesOnlyWhatALocalPartHas()
    {
        var wrong = new List<string>();
        for (var point = 0; point <= 0x10FFFF; point++)
            if (point is < 0xD800 or > 0xDFFF)
                foreach (var place in LocalPlaces)
                    if (LocalPart.ToWire(In(place, point)) is { } local && !IsLocalPart(local))
                        wrong.Add($"U+{point:X4} in {place}: {local}");

        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void Parse_EveryAsciiCharacterAnywhere_IsRefusedOrSafe()
    {
        for (var point = 0; point < 0x80; point++)
            foreach (var place in DomainPlaces.Select(place => "a@" + place).Concat(LocalPlaces.Select(place => place + "@example.org")))
                CheckParsed(In(place, point));
    }

    private static void CheckParsed(string address)
    {
        InternetAddressList list;
        try
        {
            list = AddressList.Parse([address], "-To");
        }
        catch (SmtpSoarException refused)
        {
            Assert.Contains(refused.ErrorId, new[] { "AddressInvalid", "AddressLineBreak", "TextNul" });
            return;
        }

        foreach (var mailbox in list.Mailboxes)
        {
            var text = new EnvelopeAddress(mailbox).Text;
            var at = text.LastIndexOf('@');
            Assert.True(IsLocalPart(text[..at]), text);
            Assert.All(text[(at + 1)..], c => Assert.True(c is '.' or '_' || AtomText.IsAtom(c), text));
        }
    }

    private static IEnumerable<int> CodePoints()
    {
        for (var point = 0; point <= 0x10FFFF; point += point >> 16 > LastFullPlane && point >> 16 != 14 ? Stride : 1)
            if (point is < 0xD800 or > 0xDFFF)
                yield return point;
    }

    private static void CheckDomain(int point, Action<string> report)
    {
        // The mapping throws for each one that has no character, which takes long: one place has to do, another one each time.
        var category = CharUnicodeInfo.GetUnicodeCategory(point);
        var isNone = category is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
        foreach (var place in isNone ? DomainPlaces.Skip(point % DomainPlaces.Length).Take(1) : DomainPlaces)
            if (DomainName.ToAscii(In(place, point)) is { } ascii && !ascii.All(c => c is '.' or '-' || (point < 0x80 ? AtomText.IsAtom(c) : char.IsAsciiLetterOrDigit(c))))
                report($"U+{point:X4} in {place}: {ascii}");
    }

    private static bool BecomesSymbol(int point)
    {
        var mapped = MailboxAddress.IdnMapping.Encode(In("ex{0}mple.org", point));
        return mapped.All(char.IsAscii) && !mapped.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
    }

    private static void Refused(string address) =>
        Assert.Equal("AddressInvalid", Assert.Throws<SmtpSoarException>(() => AddressList.Parse([address], "-To")).ErrorId);

    private static string In(string place, int point) => place.Replace("{0}", char.ConvertFromUtf32(point), StringComparison.Ordinal);

    // RFC 5321, section 4.1.2, with RFC 6531, section 3.3: written here once more, by hand.
    private static bool IsLocalPart(string text)
    {
        if (text.Any(c => char.IsControl(c) || (c > 0x7F && char.IsWhiteSpace(c))))
            return false;
        if (!text.StartsWith('"'))
            return text.Split('.').All(word => word.Length > 0 && word.All(c => c > 0x7F || char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c)));
        var (inside, end) = (text[1..], text.Length - 2);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '\\')
                i++;
            else if (inside[i] == '"')
                return i == end;
        }

        return false;
    }
}
