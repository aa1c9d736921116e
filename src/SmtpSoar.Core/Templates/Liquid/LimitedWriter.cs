using System.Globalization;
using System.IO;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Takes what a template writes, up to a limit.</summary>
internal sealed class LimitedWriter(LiquidContext context) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        Check(1);
        base.Write(value);
    }

    public override void Write(string? value)
    {
        Check(value?.Length ?? 0);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Check(count);
        base.Write(buffer, index, count);
    }

    private void Check(int more)
    {
        context.CheckTime();
        LiquidContext.CheckLength(GetStringBuilder().Length + (long)more);
    }
}
