using System.Globalization;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Numbers the parts of a mail as IMAP does (RFC 9051, section 6.4.5).</summary>
internal static class PartNumber
{
    /// <summary>The number of a part in another.</summary>
    /// <param name="parent">The number of the other; empty for the mail itself.</param>
    /// <param name="index">Its place there, from 0 on.</param>
    public static string Of(string parent, int index)
    {
        var own = (index + 1).ToString(CultureInfo.InvariantCulture);
        return parent.Length == 0 ? own : parent + "." + own;
    }
}
