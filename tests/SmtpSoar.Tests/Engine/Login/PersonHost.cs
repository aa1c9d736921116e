using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>A PowerShell host with a person before it.</summary>
internal sealed class PersonHost : PSHost
{
    private readonly PersonScreen _screen = new();

    /// <summary>What the person sees.</summary>
    public string Text => _screen.Text;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Person";

    public override PSHostUserInterface UI => _screen;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
