using System.Globalization;
using System.Threading;
using Fluid;
using SmtpSoar.Core.Templates.Liquid;
using SmtpSoar.Core.Templates.Liquid.Model;

namespace SmtpSoar.Core.Templates;

/// <summary>The making of one mail.</summary>
internal sealed class Rendering(LiquidEngine engine, ModelObject data, CultureInfo? culture, CancellationToken stop)
{
    /// <summary>The culture, once it is known.</summary>
    public CultureInfo? Culture { get; set; } = culture;

    /// <summary>Renders a part of it.</summary>
    public string Make(IFluidTemplate template, OutputMode mode) =>
        engine.Render(template, data, mode, Culture ?? CultureInfo.InvariantCulture, stop);
}
