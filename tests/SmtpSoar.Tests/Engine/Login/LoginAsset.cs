namespace SmtpSoar.Tests.Engine.Login;

/// <summary>An asset whose login page nobody opens.</summary>
internal static class LoginAsset
{
    public static SmtpAsset New(OAuthFlow flow = OAuthFlow.AuthorizationCode) => new()
    {
        Name = "it's home",
        Server = "smtp.example.org",
        Username = "anna@example.org",
        ClientId = "client",
        AuthUrl = "https://login.example.org/authorize",
        TokenUrl = "https://login.example.org/token",
        DeviceAuthUrl = "https://login.example.org/device",
        OAuthFlow = flow,
    };
}
