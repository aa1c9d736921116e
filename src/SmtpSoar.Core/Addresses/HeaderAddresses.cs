using System.Collections.Generic;
using System.Linq;
using MimeKit;

namespace SmtpSoar.Core.Addresses;

/// <summary>Reads addresses out of the header fields of a finished message, encoded words and all.</summary>
internal static class HeaderAddresses
{
    /// <summary>All addresses of all fields of that name.</summary>
    public static InternetAddressList Parse(IEnumerable<string> values, string field) =>
        AddressList.Parse(values.Select(value => value.Replace('\t', ' ')), $"the header field {field}");
}
