using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Gives ORCPT the type <c>utf-8</c> where the recipient's address is not ASCII (RFC 6533, section 3).</summary>
/// <remarks>MailKit writes the type <c>rfc822</c> for each address, which has ASCII alone.</remarks>
internal sealed class OriginalRecipientFilter
{
    private const string Command = "RCPT TO:<";
    private const string Parameter = " ORCPT=";

    // One character for each byte.
    private static readonly Encoding Bytes = Encoding.GetEncoding(28591);

    private readonly List<byte> _line = [];
    private bool _isContent;

    /// <summary>The bytes that go out in place of these. A command that has not ended yet goes with its end.</summary>
    public byte[] Pass(byte[] buffer, int offset, int count)
    {
        using var passed = new MemoryStream(count + 16);
        for (var i = offset; i < offset + count; i++)
        {
            if (_isContent)
            {
                passed.Write(buffer, i, offset + count - i);
                break;
            }

            _line.Add(buffer[i]);
            if (buffer[i] == '\n')
                PassLine(passed);
        }

        return passed.ToArray();
    }

    private void PassLine(MemoryStream passed)
    {
        var line = Bytes.GetString(_line.ToArray());
        var changed = Bytes.GetBytes(Changed(line));
        passed.Write(changed, 0, changed.Length);
        _line.Clear();
        _isContent = line.StartsWith("DATA", StringComparison.Ordinal) || line.StartsWith("BDAT", StringComparison.Ordinal);
    }

    // The parameter's value has no blank and no '=', so the last one of its name is it.
    private static string Changed(string line)
    {
        var parameter = line.LastIndexOf(Parameter, StringComparison.Ordinal);
        var end = parameter < 0 ? -1 : line.LastIndexOf('>', parameter);
        if (TextChecks.IsAscii(line) || !line.StartsWith(Command, StringComparison.Ordinal) || end < 0)
            return line;
        return line.Substring(0, parameter) + Parameter + "utf-8;" + Encoded(line.Substring(Command.Length, end - Command.Length)) + "\r\n";
    }

    // utf-8-addr-unitext: a server that is given such an address offers SMTPUTF8.
    private static string Encoded(string address) =>
        address.Replace("\\", @"\x{5C}").Replace("+", @"\x{2B}").Replace("=", @"\x{3D}").Replace(" ", @"\x{20}");
}
