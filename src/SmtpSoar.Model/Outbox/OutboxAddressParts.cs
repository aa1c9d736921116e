using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar;

/// <summary>Holds the parts of a text that has the form of an address, as <c>scheme://login@hosts/database?settings</c>.</summary>
/// <param name="Scheme">The scheme without its colon; empty: there is none.</param>
/// <param name="Start">The text up to the login, as it stands there.</param>
/// <param name="Login">The user, and behind a colon the password, or <see langword="null"/>.</param>
/// <param name="Place">The hosts with their ports, and the database.</param>
/// <param name="Settings">The text behind the question mark, or <see langword="null"/>.</param>
internal sealed record OutboxAddressParts(string Scheme, string Start, string? Login, string Place, string? Settings)
{
    // A letter is a drive, two colons end the name of a provider, and a drive's path may begin with one backslash. A login in the place of
    // a server's name is no path.
    private static readonly Regex Beginning = new(
        @"^\s*(?:(?<scheme>[A-Za-z][A-Za-z0-9+.\-]+):(?![\s:]|\\(?!\\))[/\\]{0,2}|//(?=[^/\\\s]*:[^/\\\s]*@))");

    private static readonly Regex HostWithPort = new(@"^(?:[^:\[]*|\[[^\]]*\])(?::\d{1,5})?$");

    /// <summary>The place as it may be shown: a port has digits.</summary>
    internal string ShownPlace
    {
        get
        {
            var place = OutboxAddressSettings.UpToNext(Place);
            var hosts = HostsOf(place);
            return $"{string.Join(",", hosts.Split(',').Select(ShownHost))}{place.Substring(hosts.Length)}";
        }
    }

    /// <summary>The parts, or <see langword="null"/> where a text has not the form.</summary>
    internal static OutboxAddressParts? Of(string text)
    {
        var beginning = Beginning.Match(text);
        if (!beginning.Success)
            return null;
        var rest = text.Substring(beginning.Length);
        var at = EndOfLogin(rest);
        var tail = rest.Substring(at + 1);
        var question = tail.IndexOf('?');
        return new OutboxAddressParts(
            beginning.Groups["scheme"].Value,
            beginning.Value,
            at < 0 ? null : rest.Substring(0, at),
            question < 0 ? tail : tail.Substring(0, question),
            question < 0 ? null : tail.Substring(question + 1));
    }

    // Behind a question mark an @ ends a login only if what stands before the mark can't be hosts: the mark is in the password then.
    private static int EndOfLogin(string rest)
    {
        var question = rest.IndexOf('?');
        var head = question < 0 ? rest : rest.Substring(0, question);
        var at = head.LastIndexOf('@');
        return at < 0 && !HostsOf(head).Split(',').All(HostWithPort.IsMatch) ? rest.LastIndexOf('@') : at;
    }

    private static string HostsOf(string place) => place.IndexOf('/') is var slash and >= 0 ? place.Substring(0, slash) : place;

    private static string ShownHost(string host) =>
        HostWithPort.IsMatch(host) ? host : Regex.Match(host, @"^(?:\[[^\]]*\]|[^:\[]*)").Value;
}
