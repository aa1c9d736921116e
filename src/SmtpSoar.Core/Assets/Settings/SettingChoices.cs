using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>The words that settings take, as SOAR writes them where it has the setting.</summary>
internal static class SettingChoices
{
    internal static readonly SettingChoice<MailTransport> Transport = new(
        ("Smtp", MailTransport.Smtp),
        ("MicrosoftGraph", MailTransport.MicrosoftGraph),
        ("GmailApi", MailTransport.GmailApi),
        ("Pickup", MailTransport.Pickup));

    internal static readonly SettingChoice<SslMethod> SslMethod = new(
        ("None", SmtpSoar.SslMethod.None), ("SSL", SmtpSoar.SslMethod.Ssl), ("StartTLS", SmtpSoar.SslMethod.StartTls));

    internal static readonly SettingChoice<AuthType> AuthType = new(
        ("Automatic", SmtpSoar.AuthType.Automatic),
        ("OAuth", SmtpSoar.AuthType.OAuth),
        ("Basic", SmtpSoar.AuthType.Basic),
        ("Passwordless", SmtpSoar.AuthType.Passwordless));

    internal static readonly SettingChoice<OAuthFlow> OAuthFlow = new(
        ("Automatic", SmtpSoar.OAuthFlow.Automatic),
        ("AuthorizationCode", SmtpSoar.OAuthFlow.AuthorizationCode),
        ("DeviceCode", SmtpSoar.OAuthFlow.DeviceCode),
        ("ClientCredentials", SmtpSoar.OAuthFlow.ClientCredentials),
        ("ManagedIdentity", SmtpSoar.OAuthFlow.ManagedIdentity),
        ("ServiceAccount", SmtpSoar.OAuthFlow.ServiceAccount));

    internal static readonly SettingChoice<MailProvider> Provider = new(
        ("Microsoft365", MailProvider.Microsoft365), ("Gmail", MailProvider.Gmail));

    internal static readonly SettingChoice<MicrosoftCloud> Cloud = new(
        ("Public", MicrosoftCloud.Public),
        ("UsGovernment", MicrosoftCloud.UsGovernment),
        ("UsGovernmentDod", MicrosoftCloud.UsGovernmentDod),
        ("China", MicrosoftCloud.China));

    internal static readonly SettingChoice<CertificateRevocation> CertificateRevocation = new(
        ("BestEffort", SmtpSoar.CertificateRevocation.BestEffort),
        ("Require", SmtpSoar.CertificateRevocation.Require),
        ("Off", SmtpSoar.CertificateRevocation.Off));
}

/// <summary>A setting that is one of a few words: in any case, with or without hyphens, underscores and blanks.</summary>
internal sealed class SettingChoice<T>(params (string Word, T Value)[] choices)
    where T : struct, Enum
{
    /// <summary>The choice that a value names, or the error that lists them all.</summary>
    internal T Read(SettingValue value)
    {
        if (value.Value is T ready && choices.Any(choice => EqualityComparer<T>.Default.Equals(choice.Value, ready)))
            return ready;
        var word = value.Value is string text ? Plain(text) : "";
        foreach (var choice in choices)
        {
            if (string.Equals(choice.Word, word, StringComparison.OrdinalIgnoreCase))
                return choice.Value;
        }

        throw value.Invalid("one of " + string.Join(", ", choices.Select(choice => choice.Word)));
    }

    private static string Plain(string text) =>
        new(text.Where(character => character is not ('-' or '_') && !char.IsWhiteSpace(character)).ToArray());
}
