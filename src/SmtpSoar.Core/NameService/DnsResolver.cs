using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DnsClient;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.NameService;

/// <summary>Asks the system's DNS servers, or one that is named, over UDP and over TCP where an answer is too long for that.</summary>
/// <param name="server">The server, or <see langword="null"/> for those of the system.</param>
internal sealed class DnsResolver(IPEndPoint? server) : IDnsResolver
{
    private LookupClient? _client;

    /// <summary>The time for one try.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a server that does not answer is asked once more.</summary>
    public int Retries { get; init; } = 2;

    public async Task<IReadOnlyList<string>> FindTextAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            _client ??= Create();
            var question = new DnsQuestion(name, QueryType.TXT);
            var limit = TimeSpan.FromTicks(Timeout.Ticks * (Retries + 2));
            var answer = await Cancellation
                .Limit(_client.QueryAsync(question, cancellationToken), limit, cancellationToken)
                .ConfigureAwait(false);
            return Texts(answer, name);
        }
        catch (Exception cause) when (
            cause is DnsResponseException or SocketException or TimeoutException or ArgumentException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Errors.DnsUnavailable.Because(cause, name, ReasonOf(cause.InnerException ?? cause));
        }
    }

    private static string ReasonOf(Exception cause) =>
        cause is TimeoutException or OperationCanceledException ? "no server answered in time" : cause.Message.TrimEnd('.');

    private static List<string> Texts(IDnsQueryResponse answer, string name)
    {
        if (answer.Header.ResponseCode is not (DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain))
            throw Errors.DnsUnavailable.With(name, answer.ErrorMessage.TrimEnd('.'));
        return answer.Answers.TxtRecords().Select(record => string.Concat(record.Text)).ToList();
    }

    private LookupClient Create()
    {
        var options = server is null ? new LookupClientOptions() : new LookupClientOptions(server);
        options.Timeout = Timeout;
        options.Retries = Retries;
        options.UseCache = false;
        return new LookupClient(options);
    }
}
