using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>What is true of all that goes to a server, by rules of its own.</summary>
internal static partial class WireCheck
{
    private const int MaxLine = 998;

    private static readonly HashSet<string> OwnFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Reply-To", "Sender", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Content-Disposition", "Content-ID",
        "X-Priority", "Importance", "Priority", "X-MSMail-Priority", "Disposition-Notification-To",
    };

    /// <summary>Commands that there may be, lines that end as they must, one content at most.</summary>
    public static void Stream(WireRecord record)
    {
        for (var i = 0; i < record.Bytes.Length; i++)
        {
            var isBare = (record.Bytes[i] == '\r' && At(i + 1) != '\n') || (record.Bytes[i] == '\n' && At(i - 1) != '\r');
            FuzzFindingException.If(isBare, $"a bare CR or LF went out: at byte {i}, after {Shown(record.Bytes, i)}");
        }

        foreach (var command in record.Commands)
            FuzzFindingException.If(!Command().IsMatch(command), $"no command of ours: {Quoted(command)}");
        FuzzFindingException.If(record.Contents.Count > 1, $"more than one content: {record.Contents.Count}");
        FuzzFindingException.If(record.Bytes.Contains((byte)0), "a NUL went out");

        int At(int place) => place >= 0 && place < record.Bytes.Length ? record.Bytes[place] : 0;
    }

    /// <summary>The recipients that were named to the server are those of the result, in their order.</summary>
    public static void Recipients(WireRecord record, IEnumerable<string> expected)
    {
        var commands = record.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal));
        var named = string.Join(" ", commands.Select(AddressOf));
        var wanted = string.Join(" ", expected.Select(WithAsciiDomain));
        FuzzFindingException.If(named != wanted, $"other recipients than the result's: {Quoted(named)}, not {Quoted(wanted)}");
    }

    /// <summary>Header fields that were asked for or are ours, on lines that are not too long.</summary>
    public static void Header(string content, IEnumerable<string> asked)
    {
        var end = content.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : content.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        FuzzFindingException.If(end < 0, "no end of the header: " + Quoted(content));
        var names = new HashSet<string>(asked, StringComparer.OrdinalIgnoreCase);
        foreach (var line in content[..end].Split("\r\n"))
        {
            FuzzFindingException.If(line.Length > MaxLine, $"a header line is too long: {line.Length} characters of {Quoted(line)}");
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                FuzzFindingException.If(line.Trim(' ', '\t').Length == 0, "a header line is blank: " + Quoted(content[..end]));
                continue;
            }

            var name = line.Split(':')[0];
            var isAsked = line.Contains(':') && (names.Contains(name) || OwnFields.Contains(name));
            FuzzFindingException.If(!isAsked, "a header field that nobody asked for: " + Quoted(line));
        }
    }

    /// <summary>Text of others, short enough to stand in a report.</summary>
    public static string Quoted(string text) =>
        "'" + Regex.Replace(text.Length > 300 ? text[..300] : text, @"[^ -~]", c => $"\\u{(int)c.Value[0]:X4}") + "'";

    private static string Shown(byte[] bytes, int end) =>
        Quoted(Encoding.Latin1.GetString(bytes, Math.Max(0, end - 40), Math.Min(end, 40)));

    private static string AddressOf(string command)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(command));
        return WithAsciiDomain(text[(text.IndexOf('<') + 1)..Math.Max(text.IndexOf('<') + 1, text.LastIndexOf('>'))]);
    }

    // With SMTPUTF8 a domain may go as it was written (RFC 6531, section 3.3).
    private static string WithAsciiDomain(string address)
    {
        try
        {
            var at = address.LastIndexOf('@') + 1;
            return address[..at] + new IdnMapping { AllowUnassigned = true }.GetAscii(address[at..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return address;
        }
    }

    // A path of RFC 5321, section 4.1.2, and RFC 6531: a dot-string or a quoted string, and a domain or an address literal.
    [GeneratedRegex("""
        ^(?:(?:EHLO|HELO)\ [^ <>\x00-\x1F]+|RSET|NOOP|QUIT|DATA
        |(?:MAIL\ FROM|RCPT\ TO):<
          (?:"(?:\\[\x20-\x7E]|[^"\\\x00-\x1F\x7F])*"|[^ "<>()\[\]\\,;:@\x00-\x1F\x7F]+)
          @(?:[^ "<>()\[\]\\,;:@\x00-\x1F\x7F]+|\[[A-Za-z0-9:.-]+\])>
          (?:\ (?:SIZE=\d+|BODY=8BITMIME|BODY=7BIT|SMTPUTF8|RET=\w+|ENVID=[^ ]+|NOTIFY=[A-Z,]+|ORCPT=[\w-]+;[^ <>\x00-\x1F]+))*)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Command();
}
