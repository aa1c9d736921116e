namespace SmtpSoar.Core.Preview;

/// <summary>How the preview looks. The message's own frame sees nothing of it.</summary>
internal static class PreviewStyle
{
    public const string Text = """

        body { font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #1d2430; background: #f3f5f8; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .4rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: #5a6577; margin: 1.6rem 0 .5rem; }
        table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid #d9dfe7; margin-bottom: .6rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .8rem; border-top: 1px solid #edf0f4; overflow-wrap: anywhere; }
        tr:first-child > * { border-top: 0; }
        th { width: 8.5rem; color: #5a6577; font-weight: 600; white-space: nowrap; }
        .files td { width: 33%; } .files td:nth-child(2) { width: 25%; color: #5a6577; }
        .files td.number { width: 7rem; text-align: right; white-space: nowrap; }
        .badge { font-size: .75rem; background: #e6ebf2; color: #45506a; border-radius: .6rem; padding: .1rem .55rem; margin-left: .3rem; white-space: nowrap; }
        .badge.hidden { background: #fdebc8; color: #7a4b00; }
        .note { color: #5a6577; font-size: .85rem; margin: 0; }
        .warning { background: #fff4d6; border-left: 4px solid #d99a00; padding: .5rem .8rem; margin: .6rem 0; }
        .frame { height: 32rem; resize: vertical; overflow: hidden; background: #fff; border: 1px solid #d9dfe7; }
        iframe { width: 100%; height: 100%; border: 0; }
        pre { background: #fff; border: 1px solid #d9dfe7; padding: .8rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
        details { margin: 1.6rem 0; } summary { cursor: pointer; color: #5a6577; margin-bottom: .5rem; }

        """;
}
