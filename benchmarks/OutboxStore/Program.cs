using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Outbox;

// one|together ADDRESS COUNT: accepts messages, and writes how many a second. claim ADDRESS ROUNDS: writes the milliseconds of a claim of 20.
var (way, address, count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
using var store = OutboxStores.Create(OutboxStores.Factories, new OutboxStoreContext(address, new Quiet(), TimeProvider.System));
var result = way switch
{
    "one" => await AcceptAsync(store, count, together: 1),
    "together" => await AcceptAsync(store, count, together: 200),
    "claim" => await ClaimAsync(store, count),
    _ => throw new ArgumentException($"There is no way {way}."),
};
Console.WriteLine(result.ToString("0.###", CultureInfo.InvariantCulture));

static async Task<double> AcceptAsync(IOutboxStore store, int count, int together)
{
    var draft = OutboxDraft.Of(Message(), "send email");
    for (var i = 0; i < 20; i++)
        await store.AcceptAsync(draft, default);
    var time = Stopwatch.StartNew();
    for (var done = 0; done < count; done += together)
        await Task.WhenAll(Enumerable.Range(0, together).Select(_ => store.AcceptAsync(draft, default)));
    return count / time.Elapsed.TotalSeconds;
}

static async Task<double> ClaimAsync(IOutboxStore store, int rounds)
{
    await store.RecoverAsync(default);
    var (times, taken) = (new List<double>(), new List<IOutboxLease>());
    for (var i = 0; i < rounds; i++)
    {
        var time = Stopwatch.StartNew();
        var claimed = await store.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { MaxCount = 20, OnDamaged = (_, damage) => throw damage }, default);
        times.Add(time.Elapsed.TotalMilliseconds);
        if (claimed.Count != 20)
            throw new InvalidOperationException($"{claimed.Count} were claimed.");
        taken.AddRange(claimed);
    }

    foreach (var lease in taken)
        await lease.ReturnAsync();
    return times.Order().ElementAt(times.Count / 2);
}

static ComposedMessage Message()
{
    var asset = new SmtpAsset { Server = "127.0.0.1", SslMethod = SslMethod.None, SenderAddress = "soar@example.org" };
    using var service = new MailService(new MailServiceOptions(asset, new Quiet()));
    var body = string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 13));
    var mail = service.Prepare(new EmailRequest { To = ["analyst@example.org"], Subject = "Case 1", Body = body }, default);
    return mail.Message ?? throw mail.Failure!;
}

/// <summary>Nobody listens.</summary>
internal sealed class Quiet : IFeedback
{
    public void Verbose(string message)
    {
    }

    public void Warning(string message) => Console.Error.WriteLine(message);

    public void Progress(MailProgress progress)
    {
    }
}
