using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Assets as JSON and as entries of a hashtable, and those that lie in the store.</summary>
internal sealed class AssetFuzzer : Fuzzer
{
    private const string Secret = "Pl4nted-S3cret";

    private static readonly string[] Keys =
    [
        .. AssetSettings.All.Select(setting => setting.Property), "server", "port", "ssl_config", "auth_type", "username", "client_id",
        "token_url", "auth_url", "scopes", "sender_address", "allow_smtputf8", "encoding",
        "tenant_id", "preset", "provider", "configuration", "ingest", "ewsfoo", "",
    ];

    private static readonly string[] Values =
    [
        "\"127.0.0.1\"", "\"mail.example.org\"", "25", "70000", "-1", "1e400", "0.5", "\"STARTTLS\"", "\"None\"", "\"Automatic\"",
        "\"OAuth\"", "\"Basic\"", "true", "\"true\"", "null", "[]", "[\"a\", \"b\"]", "\"a b\"", "{}", "{\"configuration\": {}}",
        "\"https://login.example.org/token\"", "\"http://x:y@[::1]:99999/\"", "\"socks5://p:1\"", "\"::1\"", "\"[::1\"", "\"a\\u0000b\"",
        "\"\\ud800\"", "\"/tmp\"", "\"microsoft365\"", "\"common\"", "9223372036854775808", "\"\\u202e\"",
    ];

    public override FuzzInput Make(Random random)
    {
        var members = Enumerable.Range(0, random.Next(8))
            .Select(_ => $"\"{Nasty.Pick(random, Keys)}\": {Nasty.Pick(random, Values)}")
            .ToList();
        var secret = Nasty.Once(random, 3) ? "" : $"\"password\": \"{Secret}\"{(members.Count > 0 ? ", " : "")}";
        var json = "{" + secret + string.Join(", ", members) + "}";
        var place = Nasty.Pick(random, ["Json", "Json", "Stored"]);
        var fields = new List<FuzzField> { new(place, Nasty.Once(random, 3) ? json : Nasty.Damaged(random, json)) };
        for (var more = random.Next(5); more > 0; more--)
        {
            fields.Add(new FuzzField("Key", Nasty.Once(random, 6) ? Nasty.Text(random) : Nasty.Pick(random, Keys)));
            fields.Add(new FuzzField("Value", Nasty.Text(random)));
        }

        return new FuzzInput(fields);
    }

    public override void Run(FuzzInput input)
    {
        if (input["Json"] is { } json)
            Check(() => AssetReader.FromJson(json));
        if (input["Stored"] is { } stored)
            Check(() => StoredAssetJson.Take(Encoding.UTF8.GetBytes(stored), "name").Asset);
        var entries = input.All("Key").Zip(input.All("Value"), KeyValuePair.Create).ToList();
        Check(() => AssetReader.FromDictionary(entries.Select(entry => KeyValuePair.Create(entry.Key, (object?)entry.Value))));
    }

    private static void Check(Func<SmtpAsset> read)
    {
        SmtpAsset? asset = null;
        if (Failures.Of(() => asset = read()) is { } error)
            CheckError(error);
        if (asset is null)
            return;
        CheckError(Failures.Of(() => AssetValidator.Validate(asset)));
        CheckError(Failures.Of(() => AuthenticationChoice.Check(asset)));
    }

    private static void CheckError(SmtpSoarException? error)
    {
        SentenceCheck.Error(error);

        // Damage may move the password into a setting's name, which no reader can tell from a name that is mistyped.
        if (error?.ErrorId == "AssetSettingUnknown")
            return;
        FuzzFindingException.If(error?.ToString().Contains(Secret, StringComparison.Ordinal) == true, "an error tells the password: " + error);
    }
}
