using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A server with TLS and a login that goes wrong at one step.</summary>
internal static class Faults
{
    /// <summary>A message that is longer than what the system buffers of it.</summary>
    public static EmailRequest LongRequest { get; } = new()
    {
        To = ["to@example.org"],
        Subject = "long",
        Body = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 200_000)),
    };

    private static readonly string[] Extensions = ["SIZE 35882577", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"];

    public static SmtpTestServer Start(string step, Reply reply, bool isPipelined = true) => Start(step, _ => reply, isPipelined);

    public static SmtpTestServer Start(string step, Func<StepContext, Reply> reply, bool isPipelined = true) =>
        SmtpTestServer.Start(new ServerOptions
        {
            StartTls = true,
            Extensions = isPipelined ? ["PIPELINING", .. Extensions] : Extensions,
            Users = Delivery.Mailer.Users,
            AuthMechanisms = [step == nameof(Step.AuthContinuation) ? "LOGIN" : "PLAIN"],
            Script = new Script().On(Find(step), reply),
        });

    public static Mailer Mailer(SmtpTestServer server, int timeoutSec = 20) => Delivery.Mailer.ForTls(server, SslMethod.StartTls, asset =>
    {
        Delivery.Mailer.LogIn(asset);
        asset.TimeoutSec = timeoutSec;
    });

    /// <summary>Sends, and shows that nothing came of it and that nothing stays open.</summary>
    public static async Task<SmtpSoarException> FailAsync(string step, Reply reply, int timeoutSec = 20, bool isPipelined = true)
    {
        await using var server = Start(step, reply, isPipelined);
        using var mailer = Mailer(server, timeoutSec);

        var error = await mailer.FailAsync(step == nameof(Step.DataBytes) ? LongRequest : null);

        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Messages);
        return error;
    }

    private static Step Find(string name) => name == nameof(Step.DataBytes)
        ? Step.DataBytes(20_000)
        : (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;
}
