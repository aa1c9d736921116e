using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Engine;

/// <summary>Templates in the commands: what goes out, read by MimeKit.</summary>
public sealed class TemplateCommandTests(CmdletEngine engine) : IClassFixture<CmdletEngine>, IDisposable
{
    private const string Send = "-Asset @{ PickupDirectory = \"$folder/out\"; SenderAddress = 's@example.org' }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("merge-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rows_OfTheePipeline_AreAMailEach()
    {
        Write("case.liquid", "---\nsubject: Case {{ Number }}\n---\n<p>{{ Name }}</p>");

        var subjects = Run($$"""
            [pscustomobject]@{ Number = 1; Name = '<b>'; Mail = 'a@example.org' }, [pscustomobject]@{ Number = 2; Name = 'Bob'; Mail = 'b@example.org' } |
                Send-SoarHtmlEmail {{Send}} -Template "$folder/case.liquid" -To { $_.Mail } | ForEach-Object { "$($_.Status) $($_.Parameter.to) $($_.Parameter.subject)" }
            """);

        Assert.Equal(["success a@example.org Case 1", "success b@example.org Case 2"], subjects);
        Assert.Equal(["<p>&lt;b&gt;</p>", "<p>Bob</p>"], Sent().Select(message => message.HtmlBody!.Trim()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Row_ThatFails_StopsNoOther()
    {
        var states = Run($$"""
            1..5 | ForEach-Object { if ($_ -eq 3) { [pscustomobject]@{ X = 1 } } else { [pscustomobject]@{ N = $_ } } } |
                Send-SoarEmail {{Send}} -Template 'N {{"{{ N }}"}}' -To a@example.org -Subject s -ErrorAction SilentlyContinue | ForEach-Object { "$($_.Status) $($_.ErrorId)".Trim() }
            """);

        Assert.Equal(["success", "success", "failed TemplateNameUnknown", "success", "success"], states);
        Assert.Equal(4, Sent().Length);
    }

    [Fact]
    public void FrontMatter_SaysToWhom_WhereNoParameterDoes()
    {
        Run($$"""
            $template = "---`nto: '{{"{{ Mail }}"}}'`ncc: c@example.org`nbcc: d@example.org`nsubject: from the template`npriority: high`nheaders:`n  X-Case: '{{"{{ N }}"}}'`n---`ntext"
            Send-SoarEmail {{Send}} -Template $template -Data @{ Mail = 'a@example.org'; N = 7 } -Subject 'from the parameter'
            """);

        var message = Assert.Single(Sent());
        Assert.Equal("a@example.org", message.To.ToString());
        Assert.Equal("c@example.org", message.Cc.ToString());
        Assert.Equal("from the parameter", message.Subject);
        Assert.Equal("7", message.Headers["X-Case"]);
        Assert.Equal(MessageImportance.High, message.Importance);
    }

    [Fact]
    public void Text_WithHtmlInTheData_StaysText()
    {
        Run($"Send-SoarEmail {Send} -Template '{{{{ Name }}}}' -Data @{{ Name = '<!DOCTYPE html><b>x' }} -To a@example.org -Subject s");

        var message = Assert.Single(Sent());
        Assert.Equal("<!DOCTYPE html><b>x", message.TextBody!.Trim());
        Assert.Null(message.HtmlBody);
    }

    [Fact]
    public void Html_OfATemplate_IsHtmlForBothCommands()
    {
        Run($"Send-SoarEmail {Send} -Template '<p>{{{{ Name }}}}' -Data @{{ Name = '<b>' }} -To a@example.org -Subject s");

        Assert.Equal("<p>&lt;b&gt;", Assert.Single(Sent()).HtmlBody!.Trim());
    }

    [Fact]
    public void Data_ByScriptBlock_IsMadeOfEachRow()
    {
        var bodies = Run($$"""
            [pscustomobject]@{ N = 1 }, [pscustomobject]@{ N = 2 } |
                Send-SoarEmail {{Send}} -Template '{{"{{ M }}"}}' -Data { @{ M = $_.N * 2 } } -To a@example.org -Subject { "s$($_.N)" } | ForEach-Object { "$($_.Parameter.subject) $($_.Parameter.body)" }
            """);

        Assert.Equal(["s1 2", "s2 4"], bodies);
    }

    [Fact]
    public void Files_WithTemplateAndData_AreAttachedToOneMail()
    {
        Write("a.txt", "one");
        Run($"[IO.FileInfo]\"$folder/a.txt\" | Send-SoarEmail {Send} -Template '{{{{ N }}}}' -Data @{{ N = 1 }} -To a@example.org -Subject s");

        Assert.Equal("a.txt", Assert.Single(Assert.Single(Sent()).Attachments).ContentDisposition!.FileName);
    }

    [Fact]
    public void Data_OfMemberThatFails_IsAnErrorOfItsMail()
    {
        var id = Run($"$o = [pscustomobject]@{{}}; $o.PSObject.Properties.Add([psscriptproperty]::new('N', {{ throw 'x' }})); (Send-SoarEmail {Send} -Template '{{{{ N }}}}' -Data $o -To a@example.org -Subject s -ErrorAction SilentlyContinue).ErrorId");

        Assert.Equal("PropertyUnreadable", Assert.Single(id));
    }

    [Theory]
    [InlineData("5", "TemplateDataMissing")]
    [InlineData("'text'", "TemplateDataMissing")]
    [InlineData("$null", "TemplateDataMissing")]
    public void Data_WithoutNames_IsAnError(string data, string id) =>
        Assert.Equal(id, Assert.Single(Run($"(Send-SoarEmail {Send} -Template '{{{{ N }}}}' -Data {data} -To a@example.org -Subject s -ErrorAction SilentlyContinue).ErrorId")));

    [Fact]
    public void Data_OfObjects_HasTheirParts()
    {
        var body = Run($$"""
            $data = @{ List = 1, 2; Map = @{ In = [pscustomobject]@{ Deep = 'x' } }; Date = [datetime]'2026-11-28'; Flag = [switch]$true; Day = [DayOfWeek]::Monday; File = [IO.FileInfo]'/data/a.txt'; Secret = [securestring]::new(); Nothing = $null; Big = [bigint]::Pow(10, 40); Nan = [double]::NaN; Self = @() }
            (Send-SoarEmail {{Send}} -Template '{{"{{ List }}|{{ Map.In.Deep }}|{{ Date }}|{{ Flag }}|{{ Day }}|{{ File.Name }}|{{ Secret }}|{{ Nothing }}|{{ Big }}|{{ Nan }}|{{ data.List.size }}"}}' -Data $data -To a@example.org -Subject s).Parameter.body
            """);

        Assert.Equal("1, 2|x|2026-11-28|true|Monday|a.txt|System.Security.SecureString||10000000000000000000000000000000000000000|NaN|2", Assert.Single(body));
    }

    [Fact]
    public void Export_OfATemplate_IsTheMailAndThePage()
    {
        Write("case.html.liquid", "<p>{{ Name }}");
        Write("case.txt.liquid", "Text: {{ Name }}");
        Run("Export-SoarEmail -Template \"$folder/case.html.liquid\" -Data @{ Name = 'A&B' } -To a@example.org -From s@example.org -Path \"$folder/out/x.eml\"");
        Run("Export-SoarEmail -Template \"$folder/case.html.liquid\" -Data @{ Name = 'A&B' } -To a@example.org -From s@example.org -Path \"$folder/x.html\"");

        Assert.Equal("Text: A&B", Assert.Single(Sent()).TextBody!.Trim());
        Assert.Contains("A&amp;amp;B", File.ReadAllText(Path.Combine(_folder.FullName, "x.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_Body_IsHtml()
    {
        Run($"Send-SoarEmail {Send} -Markdown -Body \"# T`n`n<i>x</i>\" -To a@example.org -Subject s");

        Assert.Contains("<h1>T</h1>\n<p>&lt;i&gt;x&lt;/i&gt;</p>", Assert.Single(Sent()).HtmlBody!.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void InlineCss_MovesStyles_BeforeSanitizing()
    {
        Run($"Send-SoarHtmlEmail {Send} -InlineCss -Sanitize -HtmlBody '<style>p{{color:red}}</style><p onclick=x>y</p>' -To a@example.org -Subject s");

        var html = Assert.Single(Sent()).HtmlBody!;
        Assert.Matches("<p style=\"color: ?(red|#ff0000);?\">y</p>", html);
    }

    [Theory]
    [InlineData("Send-SoarHtmlEmail {0} -HtmlBody '<img src=\"chart.png\">'")]
    [InlineData("Send-SoarEmail {0} -Markdown -Body '![Chart](chart.png)'")]
    [InlineData("[pscustomobject]@{{ File = 'chart.png' }} | Send-SoarHtmlEmail {0} -Template '<img src=\"{{{{ File }}}}\">'")]
    public void PicturePath_RelativeToTheLocation_TakesPicturesOfIt(string command)
    {
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "pictures")).FullName, "chart.png"), [0x89, 0x50]);

        Run($"$path = $ExecutionContext.SessionState.Path; $before = $path.CurrentLocation; $null = $path.SetLocation('{_folder.FullName}'); {string.Format(CultureInfo.InvariantCulture, command, Send)} -PicturePath pictures -To a@example.org -Subject s; $null = $path.SetLocation($before)");

        var message = Assert.Single(Sent());
        var picture = Assert.Single(message.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("image", "png"));
        Assert.Contains($"src=\"cid:{picture.ContentId}\"", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void PicturePath_OfARowThatLeadsElsewhere_StopsThatRowAlone()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "chart.png"), [0x89, 0x50]);

        var states = Run($"'../../etc/hostname.png', 'chart.png' | ForEach-Object {{ [pscustomobject]@{{ File = $_ }} }} | Send-SoarHtmlEmail {Send} -Template '<img src=\"{{{{ File }}}}\">' -PicturePath '{_folder.FullName}' -To a@example.org -Subject s -ErrorAction SilentlyContinue | ForEach-Object {{ \"$($_.Status) $($_.ErrorId)\".Trim() }}");

        Assert.Equal(["failed PictureRefused", "success"], states);
        Assert.Single(Sent());
    }

    [Fact]
    public void PicturePath_OfAPreview_IsInThePage()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "chart.png"), [0x89, 0x50, 0x4E, 0x47]);

        Run($"Export-SoarEmail -From s@example.org -HtmlBody '<img src=\"chart.png\">' -PicturePath '{_folder.FullName}' -To a@example.org -Subject s -Path '{Path.Combine(_folder.FullName, "x.html")}'");

        Assert.Contains("data:image/png;base64,", File.ReadAllText(Path.Combine(_folder.FullName, "x.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_InTheHtml_IsAPart()
    {
        Run($"Send-SoarHtmlEmail {Send} -HtmlBody '<img src=\"data:image/png;base64,iVBORw0KGgo=\">' -To a@example.org -Subject s -WarningVariable warned; $warned");

        var message = Assert.Single(Sent());
        var picture = Assert.Single(message.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("image", "png"));
        Assert.Contains("cid:" + picture.ContentId, message.HtmlBody!, StringComparison.Ordinal);
    }

    private List<string?> Run(string script)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "out"));
        var run = engine.Run(script, ("folder", _folder.FullName));
        Assert.True(run.Errors.Count == 0 || script.Contains("SilentlyContinue", StringComparison.Ordinal), string.Join("\n", run.Errors));
        return [.. run.Output.Select(item => item?.ToString())];
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private MimeMessage[] Sent() => [.. Directory.GetFiles(Path.Combine(_folder.FullName, "out"), "*.eml").Select(path => MimeMessage.Load(path))];
}
