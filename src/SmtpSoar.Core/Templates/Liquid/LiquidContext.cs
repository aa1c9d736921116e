using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Fluid;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>One rendering of a template: its data, its culture, and what it has taken so far.</summary>
internal sealed class LiquidContext : TemplateContext
{
    // Asking the clock costs more than most statements.
    private const int UsesBetweenLooks = 256;

    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly long _started;
    private int _uses;

    public LiquidContext(
        TemplateOptions options, ModelObject data, OutputMode mode, CultureInfo culture, TimeProvider clock, CancellationToken stop)
        : base(options)
    {
        Data = data;
        Mode = mode;
        CultureInfo = culture;
        _clock = clock;
        _stop = stop;
        _started = clock.GetTimestamp();
    }

    /// <summary>The data.</summary>
    public ModelObject Data { get; }

    /// <summary>The kind of text that values are escaped for.</summary>
    public OutputMode Mode { get; }

    /// <summary>The number of the place whose value is made.</summary>
    public int Site { get; set; }

    /// <summary>The names that the template may use here: those of the data, and its own.</summary>
    public IEnumerable<string> KnownNames => ValueNames.Concat(Data.Names);

    /// <summary>Ends the rendering where it has taken too long, or where it was stopped.</summary>
    public void CheckTime()
    {
        if (++_uses % UsesBetweenLooks != 0)
            return;
        _stop.ThrowIfCancellationRequested();
        if (_clock.GetElapsedTime(_started) > LiquidLimits.MaxTime)
            throw TooMuch($"it takes longer than {LiquidLimits.MaxTime.TotalSeconds:0} seconds");
    }

    /// <summary>Ends the rendering where a value is too long.</summary>
    public static void CheckLength(long length)
    {
        if (length > LiquidLimits.MaxOutput)
            throw TooMuch($"it makes more than {LiquidLimits.MaxOutput} characters");
    }

    private static TemplateFault TooMuch(string limit) => new(Errors.TemplateLimit, null, null, limit);
}
