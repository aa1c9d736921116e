using System;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>One engine for all tests of a class that only read help.</summary>
public sealed class HelpEngine : IDisposable
{
    internal Engine Engine { get; } = Engine.WithModule();

    public void Dispose() => Engine.Dispose();
}
