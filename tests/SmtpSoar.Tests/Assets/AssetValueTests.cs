using System;
using SmtpSoar.Core.Assets.Json;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetValueTests : AssetTestBase
{
    public static TheoryData<object> Ports => [587, 587L, (short)587, 587u, 587.0, 587.0m, 587f, "587", " 587 ", "587.0"];

    public static TheoryData<object> NoPorts =>
        [true, false, 0, 65536, -1, 1.5, "abc", "0", "65536", "-1", "1.5", "1,5", "0x19", double.NaN, double.PositiveInfinity, 1e300, long.MaxValue, new[] { 25 }];

    [Theory]
    [MemberData(nameof(Ports))]
    public void Port_AnyNumberOrText_IsTaken(object port)
    {
        Assert.Equal(587, Read("port", port).Port);
    }

    [Theory]
    [MemberData(nameof(NoPorts))]
    public void Port_OutOfRangeOrNoNumber_IsRefused(object port)
    {
        Assert.Contains("1 to 65535", Error("AssetPortInvalid", () => Read("port", port)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("587", 587)]
    [InlineData("587.0", 587)]
    [InlineData("5.87e2", 587)]
    [InlineData("null", null)]
    public void Port_AsJsonNumber_IsTaken(string number, int? port)
    {
        Assert.Equal(port, AssetReader.FromJson($$"""{"port": {{number}}}""").Port);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("1e400")]
    [InlineData("1.5")]
    public void Port_AsOtherJson_IsRefused(string value)
    {
        Error("AssetPortInvalid", () => AssetReader.FromJson($$"""{"port": {{value}}}"""));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("YES", true)]
    [InlineData(" no ", false)]
    [InlineData(1, true)]
    [InlineData(0.0, false)]
    public void Flag_UsualWords_AreTaken(object value, bool expected)
    {
        Assert.Equal(expected, Read("encoding", value).Encoding);
    }

    [Theory]
    [InlineData("on")]
    [InlineData(2)]
    [InlineData("maybe")]
    public void Flag_OtherWords_AreRefusedWithTheKeyAndWhatIsAllowed(object value)
    {
        var error = Error("AssetSettingInvalid", () => Read("allow_smtputf8", value));

        Assert.Contains("'allow_smtputf8'", error.Message, StringComparison.Ordinal);
        Assert.Contains("true or false", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("None", SslMethod.None)]
    [InlineData("none", SslMethod.None)]
    [InlineData("SSL", SslMethod.Ssl)]
    [InlineData("ssl", SslMethod.Ssl)]
    [InlineData("StartTLS", SslMethod.StartTls)]
    [InlineData("STARTTLS", SslMethod.StartTls)]
    [InlineData(" start tls ", SslMethod.StartTls)]
    [InlineData("start-tls", SslMethod.StartTls)]
    [InlineData("Start_TLS", SslMethod.StartTls)]
    [InlineData(SslMethod.Ssl, SslMethod.Ssl)]
    public void SslConfig_InAnySpelling_IsTaken(object value, SslMethod expected)
    {
        Assert.Equal(expected, Read("ssl_config", value).SslMethod);
    }

    [Theory]
    [InlineData("TLS")]
    [InlineData("1")]
    [InlineData(1)]
    [InlineData(false)]
    [InlineData((SslMethod)9)]
    [InlineData(AuthType.Basic)]
    public void SslConfig_Unknown_ListsTheAllowed(object value)
    {
        Assert.Contains("None, SSL, StartTLS", Error("AssetSettingInvalid", () => Read("ssl_config", value)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Automatic", AuthType.Automatic)]
    [InlineData("oauth", AuthType.OAuth)]
    [InlineData("BASIC", AuthType.Basic)]
    [InlineData("Passwordless", AuthType.Passwordless)]
    [InlineData("", AuthType.Automatic)]
    public void AuthType_InAnyCase_IsTaken(string value, AuthType expected)
    {
        Assert.Equal(expected, Read("auth_type", value).AuthType);
    }

    [Theory]
    [InlineData("__import__('os').system('id')")]
    [InlineData("Kerberos")]
    public void AuthType_Unknown_ListsTheAllowed(string value)
    {
        Assert.Contains("Automatic, OAuth, Basic, Passwordless", Error("AssetSettingInvalid", () => Read("auth_type", value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scopes_TextOrArray_IsSplitAtBlanks()
    {
        Assert.Equal(["a", "b", "c"], Read("scopes", " a\tb \n c ").Scopes);
        Assert.Equal(["a", "b", "c"], Read("scopes", new object?[] { "a", null, "b c", "" }).Scopes);
        Assert.Equal(["a", "b"], AssetReader.FromJson("""{"scopes": ["a", "b"]}""").Scopes);
        Error("AssetSettingInvalid", () => Read("scopes", new object[] { 5 }));
        Error("AssetSettingInvalid", () => Read("scopes", 5));
    }

    [Theory]
    [InlineData("TimeoutSec", "soon")]
    [InlineData("MaxConnections", 1.5)]
    [InlineData("MaxMessagesPerMinute", true)]
    public void Count_NoWholeNumber_IsRefused(string key, object value)
    {
        Assert.Contains(key, Error("AssetSettingInvalid", () => Read(key, value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_VeryLong_IsCutShort()
    {
        var error = Error("AssetSettingInvalid", () => Read("ssl_config", new string('x', 99) + "yz" + Canary));

        Assert.Contains(new string('x', 99) + "y…", error.Message, StringComparison.Ordinal);
    }
}
