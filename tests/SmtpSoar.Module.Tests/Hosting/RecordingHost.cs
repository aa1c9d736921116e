using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>A PowerShell host that keeps what it is to show.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui = new();

    /// <summary>The text shown so far.</summary>
    public string Text => _ui.Text;

    /// <summary>How many columns the screen has.</summary>
    public int Width
    {
        get => _ui.RawUI.BufferSize.Width;
        set => _ui.RawUI.BufferSize = _ui.RawUI.WindowSize = new Size(value, 1000);
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Recording";

    public override PSHostUserInterface UI => _ui;

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
