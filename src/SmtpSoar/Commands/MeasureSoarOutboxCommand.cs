using System;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Counts what an outbox has, for a monitor. It changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SoarOutbox")]
[OutputType(typeof(OutboxMeasure))]
public sealed class MeasureSoarOutboxCommand : CoreCommand
{
    /// <summary>The outbox: its folder, or its address. Default: that of the asset.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Outbox")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The asset whose outbox it is, if -Path names none. Default: the default asset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public object? Asset { get; set; }

    /// <summary>The time up to now, in seconds, of which the rates are. Default: 300.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int PeriodSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryMake(Measure, Path, out var measure))
            WriteObject(measure);
    }

    private OutboxMeasure Measure()
    {
        var location = OutboxLocation.Of(Path, Asset, Paths);
        using var outbox = new MailOutbox(location, Feedback, OutboxLocation.AssetFor(Path, Asset, Paths));
        return Run(stop => outbox.MeasureAsync(TimeSpan.FromSeconds(PeriodSec), stop));
    }
}
