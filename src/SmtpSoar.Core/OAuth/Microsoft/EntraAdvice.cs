using System.Collections.Generic;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>Knows what to do about the codes of Microsoft's authorization server that users of mail meet.</summary>
/// <remarks>
/// learn.microsoft.com "Microsoft Entra authentication and authorization error codes". 900023, 700024, 1002012 and 530003 are
/// not on that page; their meaning is in the answers themselves.
/// </remarks>
internal static class EntraAdvice
{
    private const string Again = "Run Connect-SmtpAsset with this asset again, in a session with a person, as the user that sends.";
    private const string Mfa = "More proof than before is asked for (multifactor authentication). " + Again;
    private const string Policy =
        "A Conditional Access policy forbids this login: let an administrator look into the sign-in logs of Microsoft Entra, and "
        + "allow this application or this device.";
    private const string Consent =
        "Nobody has consented to this application: log in with Connect-SmtpAsset and agree, or let an administrator grant consent in "
        + "Microsoft Entra (API permissions: SMTP.Send for users, SMTP.SendAsApp for the application itself; "
        + "by Microsoft Graph its Mail.Send).";
    private const string AdminConsent =
        "An administrator must consent to this application: Microsoft Entra, App registrations, API permissions, 'Grant admin consent'.";
    private const string Scope =
        "Check Scopes of the asset: https://outlook.office.com/SMTP.Send for a user, https://outlook.office365.com/.default for the "
        + "application itself, and nothing of another resource beside it.";
    private const string Client =
        "Check ClientId (the application id) and the tenant in TokenUrl: the application is not known in that tenant, or was "
        + "disabled there.";
    private const string Tenant =
        "Name the tenant in AuthUrl and TokenUrl (New-SmtpAsset -Tenant): its id or its domain, in the right cloud (-Cloud).";
    private const string Assertion =
        "Upload the certificate of the asset (OAuthCertificate) where the application is registered, and look whether it has expired "
        + "and this machine's clock is right.";
    private const string Redirect =
        "Register http://localhost as redirect URI of the application, at the platform 'Mobile and desktop applications'; with a "
        + "client secret, at 'Web', with the port that Connect-SmtpAsset -RedirectUri is given.";
    private const string Password = "The name or password was wrong. Try again in the login page.";
    private const string Account =
        "Log in with an account of that tenant, or name the right tenant in AuthUrl and TokenUrl (New-SmtpAsset -Tenant).";
    private const string Later = "Try again in some minutes. The tokens are kept.";

    private static readonly Dictionary<int, string> Rows = new()
    {
        [7000215] =
            "The client secret is wrong: ClientSecret must be the secret's value, not its id. A new one is made where the "
            + "application is registered ('Certificates & secrets').",
        [7000222] =
            "The client secret has expired: make a new one where the application is registered ('Certificates & secrets'), or use a "
            + "certificate (OAuthCertificate).",
        [7000218] =
            "The application must prove who it is: give the asset a ClientSecret or OAuthCertificate, or set 'Allow public client "
            + "flows' to Yes where it is registered ('Authentication').",
        [700025] = "The application is registered as a public client: take ClientSecret and OAuthCertificate out of the asset.",
        [700016] = Client,
        [700011] = Client,
        [70001] = Client,
        [7000112] = Client,
        [70002] = "The client secret is wrong: check ClientSecret of the asset.",
        [700024] = Assertion,
        [700027] = Assertion,
        [50012] = Assertion,
        [90002] = Tenant,
        [900023] = Tenant,
        [50059] = Tenant,
        [50128] = Tenant,
        [90019] = Tenant,
        [90038] = Tenant,
        [50194] = "The application is for one tenant only: " + Tenant,
        [90130] = Tenant,
        [9001023] = Tenant,
        [50011] = Redirect,
        [70004] = Redirect,
        [65001] = Consent,
        [90008] = Consent,
        [650056] = Consent,
        [65004] = "The person declined to let the application send. Run Connect-SmtpAsset with this asset again, and agree.",
        [90094] = AdminConsent,
        [90095] = AdminConsent,
        [70011] = Scope,
        [28002] = Scope,
        [700022] = Scope,
        [700023] = Scope,
        [1002012] = "The application itself must ask for https://outlook.office365.com/.default: check Scopes of the asset.",
        [500011] = Scope,
        [650057] =
            "Add the permission where the application is registered (API permissions, Office 365 Exchange Online: SMTP.Send for "
            + "users, SMTP.SendAsApp for the application itself).",
        [70000] = Again,
        [70008] = "The login was not used for too long. " + Again,
        [700082] = "The login was not used for too long. " + Again,
        [700084] =
            "The application is registered as a single-page application, whose logins end after a day: register "
            + "http://localhost at 'Mobile and desktop applications' instead. " + Again,
        [70043] = "A policy ends logins after some time (sign-in frequency). " + Again,
        [50173] = "The login was revoked, as it is when a password is changed. " + Again,
        [50132] = "The password was changed or has expired. " + Again,
        [50133] = "The password was changed or has expired. " + Again,
        [50089] = Again,
        [54005] = Again,
        [50072] = Mfa,
        [50074] = Mfa,
        [50076] = Mfa,
        [50078] = Mfa,
        [50079] = Mfa,
        [50158] = Mfa,
        [53000] = Policy,
        [53001] = Policy,
        [53002] = Policy,
        [53003] = Policy,
        [530003] = Policy,
        [530032] = Policy,
        [530035] =
            "The tenant's security defaults forbid this login: use an application (client credentials), or let an administrator look "
            + "into the sign-in logs of Microsoft Entra.",
        [50005] = Policy,
        [50131] = Policy,
        [50105] = "Assign the user to the application: Microsoft Entra, Enterprise applications, 'Users and groups'.",
        [50126] = Password,
        [50056] = Password,
        [50053] =
            "The account is locked, or the login came from an address that is blocked: wait, and let an administrator look into the "
            + "sign-in logs of Microsoft Entra.",
        [50055] = "The password has expired: change it, then log in again with Connect-SmtpAsset.",
        [50057] = "The account is disabled: an administrator must enable it.",
        [50034] = Account,
        [50020] = Account,
        [51004] = Account,
        [70018] = "The code was typed wrong. Run Connect-SmtpAsset again.",
        [70019] = "The code was not typed in time. Run Connect-SmtpAsset again.",
        [50196] = "The same token was asked for too often. Wait some minutes.",
        [50033] = Later,
        [90006] = Later,
        [90012] = Later,
        [90024] = Later,
        [90033] = Later,
        [90055] = Later,
        [90090] = Later,
    };

    /// <summary>The advice for a code, or <see langword="null"/>.</summary>
    internal static string? For(int? code) => code is { } number && Rows.TryGetValue(number, out var advice) ? advice : null;
}
