using System.Collections.Generic;
using Duende.IdentityModel.Client;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A device code (RFC 8628, section 3.4).</summary>
internal sealed class DeviceCodeGrant(string deviceCode) : TokenGrant
{
    internal override IEnumerable<string> Secrets => [deviceCode];

    internal override TokenRequest CreateRequest() => new()
    {
        GrantType = "urn:ietf:params:oauth:grant-type:device_code",
        Parameters = { { "device_code", deviceCode } },
    };
}
