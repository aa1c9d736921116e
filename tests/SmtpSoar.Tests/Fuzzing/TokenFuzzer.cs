using System;
using System.IO;
using System.Net;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Secrets;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Token endpoints that answer anything.</summary>
internal sealed class TokenFuzzer : Fuzzer
{
    private const string Secret = "cl1ent-s3cret";

    private static readonly string[] Answers =
    [
        """{"access_token":"t0ken","token_type":"Bearer","expires_in":3600}""", """{"access_token":"t0ken","expires_in":"x"}""",
        """{"access_token":1,"expires_in":-1e99}""", """{"error":"invalid_client","error_description":"no: cl1ent-s3cret"}""",
        """{"error":null,"error_description":{}}""", """{"access_token":"a\r\nb","token_type":"mac"}""",
        """{"access_token":"","expires_in":99999999999999999999}""", "[]", "null", "<html>", "",
        """{"access_token":"t","refresh_token":[],"id_token":"a.b.c","scope":7}""",
    ];

    private static readonly int[] Statuses = [200, 200, 201, 302, 400, 401, 403, 418, 429, 500, 503];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fuzz-");
    private readonly ScriptedAuthority _authority;
    private ScriptedAuthority.Answer _answer = ScriptedAuthority.Answer.Json("{}");

    public TokenFuzzer() => _authority = new ScriptedAuthority(_ => _answer);

    public override FuzzInput Make(Random random) => new(
        ("status", $"{Nasty.Pick(random, Statuses)}"),
        ("type", Nasty.Pick(random, ["application/json", "application/json", "text/html", "text/plain; charset=utf-16", "x"])),
        ("body", Nasty.Like(random, Answers)));

    public override void Run(FuzzInput input)
    {
        var status = Math.Max(200, input.Number("status"));
        _answer = new ScriptedAuthority.Answer(status, input["body"] ?? "", input["type"] is { Length: > 0 } type ? type : "x");
        var asset = new SmtpAsset
        {
            Server = "127.0.0.1",
            AuthType = AuthType.OAuth,
            Username = "alice@example.org",
            ClientId = "client",
            ClientSecret = new NetworkCredential("", Secret).SecurePassword,
            TokenUrl = _authority.Url.OriginalString,
            Scopes = ["smtp"],
            OAuthFlow = OAuthFlow.ClientCredentials, TimeoutSec = 10,
        };
        var folder = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        var source = new TokenSource(OAuthSettings.Of(asset), new OAuthEnvironment { Store = () => new ProtectedStore(folder) });

        var error = Failures.OfAsync(() => source.GetAsync(default)).GetAwaiter().GetResult();

        SentenceCheck.Error(error);
        FuzzFindingException.If(error?.ToString().Contains(Secret, StringComparison.Ordinal) == true, "an error tells the client secret: " + error);
    }

    public override void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
        base.Dispose();
    }
}
