using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>Knows the hosts and scopes for mail of one of Microsoft's clouds.</summary>
/// <remarks>
/// <para>Login: learn.microsoft.com "National clouds", section "Microsoft Entra authentication endpoints".</para>
/// <para>
/// Mail, public: learn.microsoft.com "Authenticate an IMAP, POP or SMTP connection using OAuth". The others' servers:
/// learn.microsoft.com "Office 365 U.S. Government GCC High endpoints" (5) and "... DoD endpoints" (4), each the host that TCP
/// 587 stands beside; smtp.partner.outlook.cn is what other mail software uses for 21Vianet.
/// </para>
/// <para>
/// The others' scopes are the public ones at the resource that Exchange Online has there: no page of Microsoft's writes
/// SMTP.Send out for them, so -Scopes is there for users who know better.
/// </para>
/// <para>Microsoft Graph: learn.microsoft.com "National cloud deployments", section "Microsoft Graph and Graph Explorer service root
/// endpoints".</para>
/// </remarks>
internal sealed class MicrosoftCloudHosts(string login, string server, string graph, string userResource, string appResource)
{
    internal static readonly MicrosoftCloudHosts Public = new(
        "login.microsoftonline.com",
        "smtp.office365.com",
        "graph.microsoft.com",
        "https://outlook.office.com",
        "https://outlook.office365.com");

    private static readonly MicrosoftCloudHosts UsGovernment = new(
        "login.microsoftonline.us",
        "outlook.office365.us",
        "graph.microsoft.us",
        "https://outlook.office365.us",
        "https://outlook.office365.us");

    private static readonly MicrosoftCloudHosts UsGovernmentDod = new(
        "login.microsoftonline.us",
        "outlook-dod.office365.us",
        "dod-graph.microsoft.us",
        "https://outlook-dod.office365.us",
        "https://outlook-dod.office365.us");

    private static readonly MicrosoftCloudHosts China = new(
        "login.partner.microsoftonline.cn",
        "smtp.partner.outlook.cn",
        "microsoftgraph.chinacloudapi.cn",
        "https://partner.outlook.cn",
        "https://partner.outlook.cn");

    /// <summary>The host of the login pages and the tokens.</summary>
    internal string Login => login;

    /// <summary>The host that takes mails: the mail server, or Microsoft Graph.</summary>
    internal string ServerOf(MailTransport transport) => transport == MailTransport.MicrosoftGraph ? graph : server;

    /// <summary>The permission that a user must grant.</summary>
    internal IReadOnlyList<string> UserScopesOf(MailTransport transport) =>
        [transport == MailTransport.MicrosoftGraph ? $"https://{graph}/Mail.Send" : $"{userResource}/SMTP.Send"];

    /// <summary>The permissions that an application asks for.</summary>
    internal IReadOnlyList<string> AppScopesOf(MailTransport transport) =>
        [transport == MailTransport.MicrosoftGraph ? $"https://{graph}/.default" : $"{appResource}/.default"];

    /// <summary>A cloud by its name.</summary>
    internal static MicrosoftCloudHosts Of(MicrosoftCloud cloud) => cloud switch
    {
        MicrosoftCloud.UsGovernment => UsGovernment,
        MicrosoftCloud.UsGovernmentDod => UsGovernmentDod,
        MicrosoftCloud.China => China,
        _ => Public,
    };

    /// <summary>The cloud of a login host. Of the two of the US government it is the mail server's, else GCC High.</summary>
    internal static MicrosoftCloud Find(string login, string? server)
    {
        var found = MicrosoftCloud.Public;
        foreach (var cloud in new[] { MicrosoftCloud.UsGovernment, MicrosoftCloud.UsGovernmentDod, MicrosoftCloud.China })
            if (Of(cloud) is var hosts && IsSame(hosts.Login, login) && (found == MicrosoftCloud.Public || hosts.Has(server)))
                found = cloud;
        return found;
    }

    private bool Has(string? host) => IsSame(server, host) || IsSame(graph, host);

    private static bool IsSame(string host, string? other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);
}
