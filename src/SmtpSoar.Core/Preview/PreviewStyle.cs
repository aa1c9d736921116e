namespace SmtpSoar.Core.Preview;

/// <summary>How the preview looks. The message's own frame sees nothing of it.</summary>
internal static class PreviewStyle
{
    public const string Text = """

        body { font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
            color: #1d2430; background: #f3f5f8; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .4rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: #5a6577; margin: 1.6rem 0 .5rem; }
        table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid #d9dfe7; margin-bottom: .6rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .8rem; border-top: 1px solid #edf0f4; overflow-wrap: anywhere; }
        tr:first-child > * { border-top: 0; }
        th { width: 8.5rem; color: #5a6577; font-weight: 600; white-space: nowrap; }
        .files td { width: 33%; } .files td:nth-child(2) { width: 25%; color: #5a6577; }
        .files td.number { width: 7rem; text-align: right; white-space: nowrap; }
        .badge { display: inline-block; font-size: .75rem; background: #e6ebf2; color: #45506a; border-radius: .6rem;
            padding: .1rem .55rem; margin-left: .3rem; overflow-wrap: anywhere; }
        .badge.hidden { background: #fdebc8; color: #7a4b00; }
        .note { color: #5a6577; font-size: .85rem; margin: 0; }
        .warning { background: #fff4d6; border-left: 4px solid #d99a00; padding: .5rem .8rem; margin: .6rem 0; }
        .remote { border-left: 4px solid #9aa6b8; padding: .5rem .8rem; margin: .6rem 0; background: #e9edf3; overflow-wrap: anywhere; }
        .marks { margin: -.4rem 0 .8rem; } .marks .badge { margin: 0 .2rem 0 0; }
        .frame { height: 32rem; resize: vertical; overflow: hidden; background: #fff; border: 1px solid #d9dfe7; color-scheme: light; }
        iframe { width: 100%; height: 100%; border: 0; display: block; }
        pre { background: #fff; border: 1px solid #d9dfe7; padding: .8rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere;
            font: 13px/1.45 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
        details { margin: 1.6rem 0; } summary { cursor: pointer; color: #5a6577; margin-bottom: .5rem; }
        @media (max-width: 40rem) {
          body { margin: 1rem auto; padding: 0 .75rem; }
          table, tbody, tr, th, td, .files td, .files td.number { display: block; width: auto; }
          tr { padding: .4rem .8rem; border-top: 1px solid #edf0f4; } tr:first-child { border-top: 0; }
          th, td { padding: 0; border: 0; } .files td.number { text-align: left; }
        }
        @media (prefers-color-scheme: dark) {
          body { color: #dde3ec; background: #14181f; }
          h2, th, .note, summary, .files td:nth-child(2) { color: #9aa6b8; }
          table, pre { background: #1c222b; border-color: #333c49; } th, td, tr { border-color: #2a323d; }
          .badge { background: #323c4a; color: #cfd8e6; } .badge.hidden { background: #573f10; color: #ffdf9e; }
          .warning { background: #3d3213; } .remote { background: #262e39; border-color: #6b788c; } .frame { border-color: #333c49; }
        }

        """;
}
