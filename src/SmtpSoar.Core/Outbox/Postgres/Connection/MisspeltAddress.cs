using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Tells what is wrong with a location that is neither an address nor the path of a folder.</summary>
internal static class MisspeltAddress
{
    /// <summary>The failure, or <see langword="null"/> where the location may be a path.</summary>
    public static SmtpSoarException? FaultOf(string location)
    {
        if (OutboxAddress.IsDatabase(location))
            return null;
        if (OutboxAddress.IsConnectionString(location))
            return Fault(location, "it has the form of a connection string", null);
        return OutboxAddressParts.Of(location) is { } parts ? FaultOf(location, parts.Scheme) : null;
    }

    private static SmtpSoarException FaultOf(string location, string scheme)
    {
        if (scheme.Length == 0)
            return Fault(location, "it has a login, and no scheme", null);
        return OutboxAddress.Schemes.Contains(scheme.ToLowerInvariant())
            ? Fault(location, $"it does not begin with '{scheme.ToLowerInvariant()}://'", null)
            : Fault(location, $"'{scheme}' is neither a scheme of an outbox nor a drive", NearestName.Of(scheme, OutboxAddress.Schemes));
    }

    private static SmtpSoarException Fault(string location, string how, string? meant) =>
        Errors.OutboxLocationInvalid.With(OutboxAddress.Shown(location), how, NearestName.Question(meant));
}
