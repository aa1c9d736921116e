using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace SmtpSoar.TestServer;

/// <summary>RFC 5802 without channel binding.</summary>
internal sealed class ScramExchange(ServerOptions options, HashAlgorithmName hash, int hashLength) : SaslExchange(options)
{
    private const int Iterations = 4096;

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private string _header = "";
    private string _clientFirst = "";
    private string _serverFirst = "";
    private string _user = "";
    private bool _proven;

    public override SaslStep Next(byte[]? response)
    {
        if (response == null)
        {
            return SaslStep.Say("");
        }

        if (_proven)
        {
            return new SaslStep(null, _user);
        }

        return _serverFirst.Length == 0 ? Begin(Text(response)) : Verify(Text(response));
    }

    private SaslStep Begin(string message)
    {
        string[] parts = message.Split(',', 3);
        if (parts.Length < 3 || parts[0] is not ("n" or "y"))
        {
            return SaslStep.Refused;
        }

        _header = $"{parts[0]},{parts[1]},";
        _clientFirst = parts[2];
        Dictionary<char, string> fields = Fields(_clientFirst);
        _user = fields.GetValueOrDefault('n', "")
            .Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        _serverFirst = FormattableString.Invariant(
            $"r={fields.GetValueOrDefault('r')}{_nonce},s={Convert.ToBase64String(_salt)},i={Iterations}");
        return SaslStep.Say(_serverFirst);
    }

    private SaslStep Verify(string message)
    {
        Dictionary<char, string> fields = Fields(message);
        string binding = Convert.ToBase64String(Encoding.UTF8.GetBytes(_header));
        bool matches = fields.GetValueOrDefault('c') == binding && fields.GetValueOrDefault('r') == Fields(_serverFirst)['r'];
        if (!matches || !fields.TryGetValue('p', out string? proof) || !Options.Users.TryGetValue(_user, out string? password))
        {
            return SaslStep.Refused;
        }

        string signed = $"{_clientFirst},{_serverFirst},{message[..message.LastIndexOf(",p=", StringComparison.Ordinal)]}";
        return Prove(Convert.FromBase64String(proof), password, Encoding.UTF8.GetBytes(signed));
    }

    private SaslStep Prove(byte[] proof, string password, byte[] signed)
    {
        byte[] normal = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(normal, _salt, Iterations, hash, hashLength);
        byte[] clientKey = Hmac(salted, "Client Key"u8.ToArray());
        byte[] signature = Hmac(CryptographicOperations.HashData(hash, clientKey), signed);
        byte[] expected = [.. clientKey.Zip(signature, (a, b) => (byte)(a ^ b))];
        _proven = CryptographicOperations.FixedTimeEquals(expected, proof);
        return _proven
            ? SaslStep.Say("v=" + Convert.ToBase64String(Hmac(Hmac(salted, "Server Key"u8.ToArray()), signed)))
            : SaslStep.Refused;
    }

    private byte[] Hmac(byte[] key, byte[] text) => CryptographicOperations.HmacData(hash, key, text);

    private static Dictionary<char, string> Fields(string message) => message.Split(',')
        .Where(field => field.Length > 1 && field[1] == '=')
        .DistinctBy(field => field[0])
        .ToDictionary(field => field[0], field => field[2..]);
}
