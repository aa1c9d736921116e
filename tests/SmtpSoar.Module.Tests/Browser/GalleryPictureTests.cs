using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>
/// The templates of the gallery and a table of 30 rows in a real browser, at the width of a phone, a tablet and a screen: in light, in dark, and
/// with colours that the program turns round.
/// With SMTPSOAR_RENEW_PICTURES=1 the pictures in docs/images/templates are made anew.
/// </summary>
public sealed class GalleryPictureTests : EngineTest
{
    private const string Names = "alert digest expiry onboarding incident table";
    private const int Height = 1100;

    private static readonly int[] Widths = [320, 600, 1200];
    private static readonly (byte Red, byte Green, byte Blue) White = (255, 255, 255);
    private static readonly (byte Red, byte Green, byte Blue) Letters = (0x1F, 0x23, 0x28);

    private static readonly bool IsRenewed = Environment.GetEnvironmentVariable("SMTPSOAR_RENEW_PICTURES") == "1";

    // The browser's own black.
    private static readonly (byte Red, byte Green, byte Blue) Inverted = (0x12, 0x12, 0x12);

    public static TheoryData<string, Look> Cases
    {
        get
        {
            var cases = new TheoryData<string, Look>();
            foreach (var name in Names.Split(' '))
                foreach (var look in Enum.GetValues<Look>().Where(look => look != Look.Inverted || IsRenewed || name is "alert" or "table"))
                    cases.Add(name, look);
            return cases;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Cases))]
    public async Task Mail_AtEachWidth_IsReadableAndNoWiderThanTheScreen(string name, Look look)
    {
        Folder.Write("mail.html", Html(name));
        var page = Folder.Write("page.html", "<title></title><body style='margin:0;background:#808080'>" + string.Concat(Widths.Select(Frame)));

        var picture = await new Chromium(Folder.Path).TakePictureAsync(page, Widths.Sum() + (Widths.Length * 20), Height, it => it.Count(look == Look.Inverted ? Inverted : White) > 0, look);

        // Each colour has its background: both stay in a dark program, or both are turned round.
        Assert.InRange(picture.Count(look == Look.Inverted ? Inverted : White), picture.Width * Height / 3, int.MaxValue);
        Assert.Equal(look == Look.Inverted, picture.Count(Letters) < 100);
        Keep(name, look);
    }

    private static string Frame(int width) => $"<iframe src='mail.html' style='width:{width}px;height:{Height - 20}px;border:0;margin:10px;float:left;background:#fff'></iframe>";

    private string Html(string name)
    {
        const string Data = """
            $day = [datetime]'2026-11-28 21:30:00'
            $rows = 1..30 | ForEach-Object { [pscustomobject][ordered]@{ Host = "web$_.example.org"; Severity = if ($_ % 7) { 'Low' } else { 'High' }; Count = $_ * 37; Seen = $day.AddHours(-$_); Open = $_ % 2 -eq 0 } }
            $few = $rows[0..7]
            $data = @{
                Id = 4711; Severity = 'High'; Title = 'Somebody is guessing passwords'; Text = "306 of today's 466 failed logins came between 19:00 and 22:00."; Findings = $few; Url = 'https://example.org/case/4711'
                Day = $day; Entries = $rows; Name = 'Ann'; What = 'The certificate of example.org'; Expires = $day.AddDays(7); Days = 7; Start = $day; Manager = 'Bob'; Place = 'the main door'
                Accounts = @([pscustomobject][ordered]@{ System = 'Mail'; Account = 'ann@example.org' }, [pscustomobject][ordered]@{ System = 'Wiki'; Account = 'ann' }); Steps = 'Set a password', 'Enrol a second factor', 'Say hello'
                Number = 17; State = 'Open'; Next = $day.AddHours(1); Updates = @([pscustomobject][ordered]@{ At = $day; What = 'Mail is slow' }, [pscustomobject][ordered]@{ At = $day.AddMinutes(20); What = 'A disk is full' })
            }

            """;
        var command = name == "table"
            ? "$rows | ConvertTo-SoarHtml -Title Findings -Highlight @{ Severity = @{ High = '#b42318' } }"
            : $"(Send-SoarHtmlEmail -Asset @{{ PickupDirectory = $folder; SenderAddress = 's@example.org' }} -To a@example.org -Template '{BuiltModule.Repository}/examples/templates/{name}.liquid' -Data $data).Parameter['html_body']";
        return (string)Assert.Single(Engine.Run(Data + command)).BaseObject;
    }

    private void Keep(string name, Look look)
    {
        if (look == Look.Dark || !IsRenewed)
            return;
        var folder = Directory.CreateDirectory(Path.Combine(BuiltModule.Repository, "docs", "images", "templates"));
        File.Copy(Folder["page.png"], Path.Combine(folder.FullName, name + (look == Look.Inverted ? "-dark.png" : ".png")), overwrite: true);
    }
}
