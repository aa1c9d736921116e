using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Says in the test server's words what a vector's server shall be.</summary>
internal static class VectorServer
{
    private static readonly HashSet<string> Known = ["ehlo_reply", "ext", "auth", "users", "require_auth"];

    public static ServerOptions OptionsFor(JsonElement? settings)
    {
        var options = new ServerOptions();
        if (settings is not { } given)
            return options;

        Xunit.Assert.All(given.EnumerateObject(), setting => Xunit.Assert.Contains(setting.Name, Known));
        return options with
        {
            EhloReply = given.TryGetProperty("ehlo_reply", out var reply) ? reply.GetString() : null,
            Extensions = given.TryGetProperty("ext", out var extensions) ? Texts(extensions) : options.Extensions,
            AuthMechanisms = given.TryGetProperty("auth", out var mechanisms) ? Texts(mechanisms) : null,
            Users = given.TryGetProperty("users", out var users) ? Users(users) : options.Users,
            RequireAuthentication = given.TryGetProperty("require_auth", out var required) && required.GetBoolean(),
        };
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static Dictionary<string, string> Users(JsonElement users) =>
        users.EnumerateObject().ToDictionary(user => user.Name, user => user.Value.GetString()!);
}
