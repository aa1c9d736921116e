using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Makes the tables and roles of an outbox in a database, or brings them up to date.</summary>
[Cmdlet(VerbsData.Initialize, "SoarOutbox", SupportsShouldProcess = true)]
[OutputType(typeof(OutboxSetup), typeof(string))]
public sealed class InitializeSoarOutboxCommand : CoreCommand
{
    /// <summary>The address of the outbox. Default: that of the asset.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The asset whose outbox it is, if -Path names none. Default: the default asset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public object? Asset { get; set; }

    /// <summary>The role whose members may put messages into the outbox, and neither read nor change any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string AcceptRole { get; set; } = "smtpsoar_accept";

    /// <summary>The role whose members may send messages.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string WorkRole { get; set; } = "smtpsoar_work";

    /// <summary>The role whose members may look at messages.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ReadRole { get; set; } = "smtpsoar_read";

    /// <summary>
    /// After a failover nothing is held, since the standby is a synchronous one and has every commit. Default: as it was said before.
    /// </summary>
    [Parameter]
    public SwitchParameter SynchronousStandby { get; set; }

    /// <summary>Gives all of it as SQL, and touches nothing.</summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryMake(() => OutboxLocation.Of(Path, Asset, Paths), null, out var location))
            return;
        var shown = OutboxAddress.Shown(location);
        var setup = new OutboxSetupOptions
        {
            AcceptRole = AcceptRole,
            WorkRole = WorkRole,
            ReadRole = ReadRole,
            SynchronousStandby = MyInvocation.BoundParameters.ContainsKey(nameof(SynchronousStandby)) ? SynchronousStandby.IsPresent : null,
        };
        if (AsScript)
            Script(location, shown, setup);
        else if (MayProcess(shown, Texts.InitializeOutboxAction)
            && TryMake(() => Run(stop => OutboxStores.InitializeAsync(location, Feedback, AssetIfAny(), setup, stop)), shown, out var made))
            WriteObject(made);
    }

    private void Script(string location, string shown, OutboxSetupOptions setup)
    {
        if (TryMake(() => OutboxStores.Script(location, setup), shown, out var script))
            WriteObject(script);
    }

    private SmtpAsset? AssetIfAny() => OutboxLocation.AssetFor(Path, Asset, Paths);
}
