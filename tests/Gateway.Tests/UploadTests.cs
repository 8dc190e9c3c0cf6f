using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Tests;

public sealed class UploadTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, string> Uploads => new()
    {
        { "secondments", "hr-extracts" },
        { "school-support", "schools/extracts" },
        { "school-support", "schools/links" },
        { "recharging", "masters/cost-centres" },
        { "recharging", "costs" },
        { "recharging", "erp-mapping" },
        { "recharging", "ledger-batches" },
        { "recharging", "statements/ST-2023-24-P01/lines/ST2324P01-001/attachments" }
    };

    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task Upload_ReachesTheServiceWhileItIsStillBeingSent(string service, string path)
    {
        var backend = gateway[service];
        backend.ExpectNewBody();
        using var client = gateway.Officer();
        // The second half is not sent before the service has some of the first: with a buffer between, this would never end.
        using var body = new StreamContent(new Bytes(4 * Megabyte, atHalf: backend.FirstBytes.Task));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "days.csv" };

        using var answer = await client.PostAsync(new Uri($"/api/{service}/v1/{path}", UriKind.Relative), body)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var received = backend.Requests.Last(request => request.Method == "POST");
        received.BodyBytes.ShouldBe(4 * Megabyte);
        received.Headers["Content-Disposition"].ShouldBe("attachment; filename=days.csv");
    }

    [Fact]
    public async Task PaperOfALine_ReachesThePortalsPageForIt()
    {
        using var client = gateway.Officer();
        using var body = new StreamContent(new Bytes(11 * Megabyte, atHalf: Task.CompletedTask));

        using var answer = await client.PostAsync(new Uri("/statements/ST-2023-24-P01/lines/ST2324P01-001?handler=Attach", UriKind.Relative), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        gateway["portal"].Requests.Last(request => request.Method == "POST").BodyBytes.ShouldBe(11 * Megabyte);
    }

    [Fact]
    public async Task HundredMegabytes_PassWithoutGrowingMemory()
    {
        using var client = gateway.Officer();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var bytes = new Bytes(100 * Megabyte, atHalf: Task.CompletedTask);
        using var body = new StreamContent(bytes);

        using var answer = await client.PostAsync(new Uri("/api/recharging/v1/ledger-batches", UriKind.Relative), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        gateway["recharging"].Requests.Last(request => request.Method == "POST").BodyBytes.ShouldBe(100 * Megabyte);
        (bytes.MostMemoryInUse - before).ShouldBeLessThan(40 * Megabyte);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOverOneMegabyte_IsRefusedWhereNothingIsUploaded(bool chunked)
    {
        using var client = gateway.Officer();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/recharging/v1/runs");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        request.Content = new StreamContent(new Bytes(2 * Megabyte, atHalf: Task.CompletedTask));
        if (!chunked)
        {
            request.Content.Headers.ContentLength = 2 * Megabyte;
        }

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task UploadOverItsLimit_IsRefusedBeforeItIsSent()
    {
        using var client = gateway.Officer();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/recharging/v1/ledger-batches");
        request.Headers.ExpectContinue = true;
        request.Content = new StreamContent(new Bytes(201 * Megabyte, atHalf: Task.CompletedTask));
        request.Content.Headers.ContentLength = 201 * Megabyte;

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>So many bytes, made as they are read; waits at half for what a test says, and notes how much memory is in use.</summary>
    private sealed class Bytes(long length, Task atHalf) : Stream
    {
        private long _position;

        public long MostMemoryInUse { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position >= length / 2)
            {
                await atHalf.WaitAsync(cancellationToken);
            }

            MostMemoryInUse = Math.Max(MostMemoryInUse, GC.GetTotalMemory(forceFullCollection: false));
            var count = (int)Math.Min(buffer.Length, length - _position);
            buffer.Span[..count].Fill((byte)'x');
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
