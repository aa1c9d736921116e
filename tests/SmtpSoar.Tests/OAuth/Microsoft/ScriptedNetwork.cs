using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>Answers requests in the order of a script, the last answer for good, and remembers what was sent. What Microsoft says only in bad times is said here.</summary>
internal sealed class ScriptedNetwork(params Func<CancellationToken, Task<HttpResponseMessage>>[] answers)
{
    private int _next;

    /// <summary>The requests: the URL, and what was posted.</summary>
    public List<(Uri Url, string Body)> Requests { get; } = [];

    /// <summary>An answer of this kind.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(int status, string body, string type = "application/json") =>
        _ => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) });

    /// <summary>Microsoft's kind of refusal.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Refusal(string error, string description, int status = 400) => Answer(
        status,
        $$"""
        {"error":"{{error}}","error_description":"{{description}} Trace ID: 0a1b Correlation ID: 2c3d Timestamp: 2026-11-23 01:02:03Z","error_codes":[1],
         "timestamp":"2026-11-23 01:02:03Z","trace_id":"0a1b","correlation_id":"2c3d","error_uri":"https://login.microsoftonline.com/error?code=1"}
        """);

    /// <summary>A user's tokens.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Tokens(string accessToken = "acc3ss-token", string refreshToken = "r3fresh-token")
    {
        var who = Encode("""{"uid":"u","utid":"t"}""");
        var idToken = $"{Encode("""{"alg":"none"}""")}.{Encode("""{"sub":"u","oid":"u","tid":"t","preferred_username":"anna@contoso.com"}""")}.";
        return Answer(200, $$"""
            {"token_type":"Bearer","access_token":"{{accessToken}}","refresh_token":"{{refreshToken}}","id_token":"{{idToken}}",
             "client_info":"{{who}}","expires_in":3600,"scope":"https://outlook.office.com/SMTP.Send"}
            """);
    }

    /// <summary>The transport for one client.</summary>
    public HttpMessageHandler CreateHandler() => new Handler(this);

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed class Handler(ScriptedNetwork tcp) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            tcp.Requests.Add((request.RequestUri!, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            return await tcp.Answers(cancellationToken);
        }
    }

    private Task<HttpResponseMessage> Answers(CancellationToken cancellationToken) => answers[Math.Min(_next++, answers.Length - 1)](cancellationToken);
}
