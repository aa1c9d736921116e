using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

/// <summary>
/// A mail server for tests that need one: no TLS, no login, takes every mail; but nobody@ is refused for good, later@ the
/// first time. In the C# of Windows PowerShell 5.1, which compiles it.
/// </summary>
public sealed class TinySmtpServer : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly List<string> _mails = new List<string>();
    private int _connections;
    private int _open;
    private int _deferred;

    public TinySmtpServer()
    {
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port { get { return ((IPEndPoint)_listener.LocalEndpoint).Port; } }

    /// <summary>How many connections there have been.</summary>
    public int Connections { get { return Volatile.Read(ref _connections); } }

    /// <summary>How many are open.</summary>
    public int Open { get { return Volatile.Read(ref _open); } }

    public string[] Mails { get { lock (_mails) return _mails.ToArray(); } }

    /// <summary>Waits until all connections are closed.</summary>
    public bool WaitUntilClosed()
    {
        return SpinWait.SpinUntil(() => Open == 0, TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        _listener.Stop();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                Interlocked.Increment(ref _connections);
                Interlocked.Increment(ref _open);
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The test is over.
        }
        catch (InvalidOperationException)
        {
            // The test was over before the listener was asked for the next connection.
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            using (var reader = new StreamReader(client.GetStream(), Encoding.UTF8))
            using (var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true })
                Talk(reader, writer);
        }
        catch (IOException)
        {
            // The client has gone.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void Talk(StreamReader reader, StreamWriter writer)
    {
        writer.WriteLine("220 tiny ESMTP");
        string line;
        while ((line = reader.ReadLine()) != null)
        {
            writer.WriteLine(Answer(line));
            if (line == "QUIT")
                return;
            if (line == "DATA")
                writer.WriteLine(Take(reader));
        }
    }

    private string Answer(string line)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO": return "250-tiny\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES";
            case "RCPT": return AnswerRecipient(line);
            case "DATA": return "354 go on";
            case "QUIT": return "221 2.0.0 bye";
            default: return "250 2.0.0 ok";
        }
    }

    private string AnswerRecipient(string line)
    {
        if (line.Contains("<nobody@"))
            return "550 5.1.1 no such user";
        return line.Contains("<later@") && Interlocked.Exchange(ref _deferred, 1) == 0 ? "450 4.2.0 not now" : "250 2.1.5 ok";
    }

    private string Take(StreamReader reader)
    {
        var mail = new StringBuilder();
        string line;
        while ((line = reader.ReadLine()) != null && line != ".")
            mail.Append(line).Append("\r\n");
        lock (_mails)
        {
            _mails.Add(mail.ToString());
            return "250 2.0.0 queued as " + _mails.Count;
        }
    }
}
