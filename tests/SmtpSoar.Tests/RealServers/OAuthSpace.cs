using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.RealServers;

/// <summary>One test's part of the authorization server. <see cref="Mailbox"/> is whose mailbox an app's token opens.</summary>
public sealed record OAuthSpace(string Name, OAuthAuthority Authority)
{
    private static readonly HttpClient s_http = new();
    private static readonly JsonSerializerOptions s_json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Mailbox => $"{Name}@rig.test";

    /// <summary>How many requests came, by method and path, as "POST /token"; long random parts of a path are ":uid".</summary>
    public async Task<IReadOnlyDictionary<string, int>> RequestsAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(await s_http.GetStringAsync(Rig("stats")))!;

    /// <summary>The requests for tokens so far.</summary>
    public async Task<int> TokenRequestsAsync() =>
        (await RequestsAsync()).GetValueOrDefault($"POST {PathBelow(Authority.Token)}");

    /// <summary>Orders a fault for the next requests of this endpoint, which must be the space's own.</summary>
    public async Task OrderAsync(Uri endpoint, OAuthFault fault)
    {
        var text = JsonSerializer.Serialize(fault with { Path = PathBelow(endpoint) }, s_json);
        using var order = new StringContent(text, Encoding.UTF8, "application/json");
        (await s_http.PostAsync(Rig("fault"), order)).EnsureSuccessStatusCode().Dispose();
    }

    public async Task ForgetFaultsAsync() => (await s_http.DeleteAsync(Rig("fault"))).EnsureSuccessStatusCode().Dispose();

    private Uri Rig(string what) => new($"{Authority.Url.OriginalString}/_rig/{what}");

    private string PathBelow(Uri endpoint) => endpoint.OriginalString[Authority.Url.OriginalString.Length..];
}
