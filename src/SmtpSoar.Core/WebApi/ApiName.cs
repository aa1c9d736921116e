namespace SmtpSoar.Core.WebApi;

/// <summary>Knows what people call the APIs.</summary>
internal static class ApiName
{
    /// <summary>The name of a transport that is an API.</summary>
    public static string Of(MailTransport transport) => transport == MailTransport.GmailApi ? "the Gmail API" : "Microsoft Graph";
}
