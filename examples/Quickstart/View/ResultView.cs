using System.Globalization;
using System.Linq;
using SmtpSoar.Quickstart.Run;

namespace SmtpSoar.Quickstart.View;

/// <summary>Shows a result as soon as it is there.</summary>
internal sealed class ResultView(Screen screen)
{
    public void Show(ActionResult result)
    {
        screen.Heading(result.Action, result.IsSuccess ? "success" : "failed", result.IsSuccess);
        if (result.Steps.Count > 0)
            ShowSteps(result);
        else
            ShowDelivery(result);
        screen.Line();
    }

    private static string Milliseconds(System.TimeSpan time) => time.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms";

    private void ShowSteps(ActionResult result)
    {
        foreach (var step in result.Steps)
        {
            var outcome = step.Outcome == "Success" ? "" : step.Outcome + ": ";
            screen.Line($"{step.Name,-13}{Milliseconds(step.Duration),8}  {outcome}{step.Detail}", 2, 23);
        }
    }

    private void ShowDelivery(ActionResult result)
    {
        screen.Pair("message", result.Message);
        screen.Pair("to", string.Join(", ", result.Recipients));
        if (!result.IsSuccess)
            return;
        screen.Pair("server", result.ServerResponse);
        var how = new[] { result.Tls, result.Authentication }.Where(text => text.Length > 0);
        screen.Pair("how", $"{string.Join(", ", how)}, {result.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes, {Milliseconds(result.Duration)}");
    }
}
