using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>The pixels of a PNG (ISO/IEC 15948) as browsers write it: 8 bits a channel, not interlaced.</summary>
internal sealed class Picture
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    private Picture(int width, int height, int channels, byte[] pixels)
    {
        (Width, Height, _channels, _pixels) = (width, height, channels, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How many pixels have exactly this colour.</summary>
    public int Count((byte Red, byte Green, byte Blue) colour) => Count(colour.Red, colour.Green, colour.Blue);

    /// <summary>How many pixels have exactly this colour.</summary>
    public int Count(byte red, byte green, byte blue)
    {
        var count = 0;
        for (var i = 0; i < _pixels.Length; i += _channels)
            count += _pixels[i] == red && _pixels[i + 1] == green && _pixels[i + 2] == blue ? 1 : 0;
        return count;
    }

    public static Picture Read(byte[] png)
    {
        using var data = new MemoryStream();
        int width = 0, height = 0, channels = 0;
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var content = png.AsSpan(at + 8, length);
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            if (type == "IHDR")
                (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]), content[9] == 6 ? 4 : 3);
            else if (type == "IDAT")
                data.Write(content);
            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        return new Picture(width, height, channels, Unfilter(inflated, width * channels, height, channels));
    }

    private static byte[] Unfilter(Stream rows, int stride, int height, int channels)
    {
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            var row = pixels.AsSpan(y * stride, stride);
            rows.ReadExactly(row);
            var above = y > 0 ? pixels.AsSpan((y - 1) * stride, stride) : new byte[stride];
            for (var x = 0; x < stride; x++)
                row[x] += Predict(filter, x >= channels ? row[x - channels] : 0, above[x], x >= channels ? above[x - channels] : 0);
        }

        return pixels;
    }

    private static byte Predict(int filter, int left, int above, int corner) => (byte)(filter switch
    {
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, corner),
        _ => 0,
    });

    private static int Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - corner - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
