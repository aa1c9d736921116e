using System;
using System.IO;
using Fluid;

namespace SmtpSoar.Core.Templates.Liquid.Faults;

/// <summary>Makes faults of what the engine throws.</summary>
internal static class LiquidFailures
{
    /// <summary>The fault, or <see langword="null"/> for what goes on as it is: a stop, and errors of our own.</summary>
    public static TemplateFault? Translate(Exception cause) => cause switch
    {
        TemplateFault fault => fault,
        SmtpSoarException or OperationCanceledException => null,
        InvalidOperationException when cause.Message.Contains("maximum") =>
            new TemplateFault(Errors.TemplateLimit, null, null, "it has too many steps, or includes itself"),
        OutOfMemoryException => new TemplateFault(Errors.TemplateLimit, null, null, "a value of it does not fit into memory"),
        FileNotFoundException missing => new TemplateFault(Errors.TemplatePartialInvalid, null, null, missing.Message, "it is not there"),
        ParseException => new TemplateFault(Errors.TemplateSyntax, null, null, LiquidSyntax.Message(cause.Message)),
        FluidException or ArgumentException or FormatException
            or ArithmeticException or InvalidCastException or InvalidOperationException =>
            new TemplateFault(Errors.TemplateFailed, null, null, cause.Message.TrimEnd('.') + "."),
        _ => null,
    };
}
