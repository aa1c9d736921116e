using System;
using SmtpSoar.TestServer;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>An authorization server that gives every client the one token that the mail server takes.</summary>
internal sealed class ExampleAuthority : IDisposable
{
    public const string Token = "example-token";

    private readonly ScriptedAuthority _authority = new(Answer);

    public string TokenUrl => _authority.Url.OriginalString;

    public string DeviceUrl => TokenUrl + "/device";

    public string AuthUrl => TokenUrl + "/authorize";

    public void Dispose() => _authority.Dispose();

    private static ScriptedAuthority.Answer Answer(ScriptedAuthority.Request request) => request.Path.EndsWith("/device", StringComparison.Ordinal)
        ? ScriptedAuthority.Answer.Json("""{"device_code":"d","user_code":"USER-CODE","verification_uri":"https://example.org/device","expires_in":600,"interval":1}""")
        : ScriptedAuthority.Answer.Json($$"""{"access_token":"{{Token}}","token_type":"Bearer","refresh_token":"refresh","expires_in":3600}""");
}
