namespace SmtpSoar.TestServer;

/// <summary>A usual reply: its code, its enhanced code if it has one, its text.</summary>
internal sealed record Answer(int Code, string? Enhanced, string Text)
{
    public static Answer Ok { get; } = new(250, "2.0.0", "Ok");

    public static Answer BadSequence(string text) => new(503, "5.5.1", text);

    public static Answer Syntax(string text) => new(501, "5.5.4", text);

    public string Format(bool enhanced) => enhanced && Enhanced != null ? $"{Code} {Enhanced} {Text}" : $"{Code} {Text}";
}
