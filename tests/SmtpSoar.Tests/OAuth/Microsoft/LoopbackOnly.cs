using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>Lets requests reach this machine only. Whoever would go elsewhere fails, and is remembered.</summary>
internal sealed class LoopbackOnly(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The first host elsewhere that somebody wanted to reach.</summary>
    public string? Elsewhere { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.IsLoopback)
            return base.SendAsync(request, cancellationToken);
        Elsewhere ??= request.RequestUri.Host;
        throw new HttpRequestException($"{request.RequestUri.Host} is not on this machine.");
    }
}
