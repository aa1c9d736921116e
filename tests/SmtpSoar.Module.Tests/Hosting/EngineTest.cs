using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>An engine with the module, a folder, and the servers that a test starts.</summary>
public abstract class EngineTest : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    protected EngineTest()
    {
        Folder = Own(new TemporaryFolder());
        Engine = Own(Engine.WithModule());
        Engine.SetVariable("folder", Folder.Path);
    }

    protected Engine Engine { get; }

    protected TemporaryFolder Folder { get; }

    /// <summary>Starts a server, and sets <c>$asset</c> to the settings for it.</summary>
    protected SmtpTestServer StartServer(ServerOptions? options = null)
    {
        var server = Own(SmtpTestServer.Start(options));
        Engine.SetVariable("asset", Settings(server));
        return server;
    }

    /// <summary>The settings of a server without TLS, as a user would write them.</summary>
    protected static Hashtable Settings(SmtpTestServer server) => new()
    {
        ["server"] = server.Host,
        ["port"] = server.Port,
        ["ssl_config"] = "None",
        ["sender_address"] = "sender@example.org",
        ["RetryCount"] = 0,
    };

    /// <summary>Runs a script that sends one message, and gives its result.</summary>
    protected dynamic Result(string script, params (string Name, object? Value)[] variables) => Engine.RunSingle(script, variables);

    /// <summary>The one error of the last run.</summary>
    protected ErrorRecord SingleError() => Assert.Single(Engine.Errors);

    /// <summary>The id of the one error of the last run, without the command's name.</summary>
    protected string SingleErrorId() => SingleError().FullyQualifiedErrorId.Split(',').First();

    protected T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
    }
}
