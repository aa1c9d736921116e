using System.Text.Json;

namespace SmtpSoar.Tests.RealServers;

/// <summary>What an endpoint of the authorization server answered.</summary>
internal sealed record OAuthAnswer(int Status, JsonElement Json)
{
    public string AccessToken => Text("access_token")!;

    public string? RefreshToken => Text("refresh_token");

    public string? Error => Text("error");

    public string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
