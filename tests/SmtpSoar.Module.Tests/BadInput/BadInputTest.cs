using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Input that can't be sent: one failed result, one named error, no connection, nothing else.</summary>
public abstract class BadInputTest : EngineTest
{
    protected BadInputTest() => Server = StartServer();

    protected SmtpTestServer Server { get; }

    /// <summary>Runs the script and checks that it is refused, before any connection, with this error.</summary>
    /// <returns>The error's message.</returns>
    protected string Refused(string errorId, string script, params (string Name, object? Value)[] variables)
    {
        var message = Failed(errorId, script, variables);
        Assert.Empty(Server.Connections);
        return message;
    }

    /// <summary>Runs the script and checks that it fails with this error and that nothing is sent.</summary>
    /// <returns>The error's message.</returns>
    protected string Failed(string errorId, string script, params (string Name, object? Value)[] variables)
    {
        var output = Engine.Try(script, variables);

        Assert.Null(Engine.Failure);
        dynamic result = Assert.Single(output);
        Assert.Equal(errorId, (string)result.ErrorId);
        Assert.Equal("failed", (string)result.Status);
        Assert.Equal(errorId, SingleErrorId());
        Assert.StartsWith("SmtpSoar.Commands.", SingleError().FullyQualifiedErrorId.Split(',').Last(), StringComparison.Ordinal);
        Assert.Equal((string)result.Message, SingleError().Exception.Message);
        Assert.Empty(Server.Messages);
        return SingleError().Exception.Message;
    }

    /// <summary>Runs the script and gives the one message that it sends.</summary>
    protected ReceivedMessage Sent(string script, params (string Name, object? Value)[] variables)
    {
        Assert.Equal("success", (string)Result(script, variables).Status);
        Assert.Empty(Engine.Errors);
        return Assert.Single(Server.Messages);
    }
}
