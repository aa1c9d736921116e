using System;

namespace SmtpSoar.Tests.RealServers;

/// <summary>The URLs of the authorization server, at one of its ports.</summary>
public sealed record OAuthAuthority(
    Uri Url,
    string SpaceUrl,
    string Issuer,
    Uri Discovery,
    Uri Authorization,
    Uri Token,
    Uri DeviceAuthorization,
    Uri Verification,
    Uri Revocation,
    Uri Introspection)
{
    /// <summary>
    /// The same in a space of its own (at <see cref="OAuthServer.Microsoft"/> a tenant): its requests are counted, and its
    /// faults are met, by nobody else, and an app's token is for the mailbox NAME@rig.test.
    /// </summary>
    public OAuthSpace NewSpace()
    {
        var name = $"space-{Guid.NewGuid():N}";
        return new OAuthSpace(name, Below(SpaceUrl.Replace("SPACE", name, StringComparison.Ordinal)));
    }

    private OAuthAuthority Below(string root)
    {
        return this with
        {
            Url = new Uri(root),
            Discovery = Moved(Discovery),
            Authorization = Moved(Authorization),
            Token = Moved(Token),
            DeviceAuthorization = Moved(DeviceAuthorization),
            Verification = Moved(Verification),
            Revocation = Moved(Revocation),
            Introspection = Moved(Introspection),
        };

        Uri Moved(Uri url) => new(root + url.OriginalString[Url.OriginalString.Length..]);
    }
}
