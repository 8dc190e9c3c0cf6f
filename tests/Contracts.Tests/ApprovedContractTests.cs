using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contracts.Tests;

/// <summary>One approved file per event: a change that a listener would feel shows in the diff.</summary>
public sealed class ApprovedContractTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string, string> Events =>
        new(Publisher.All.SelectMany(publisher => publisher.Events.Select(type => (publisher.Name, type.Name))));

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_IsAsApproved(string publisherName, string eventName)
    {
        var publisher = Publisher.All.Single(publisher => publisher.Name == publisherName);
        var type = publisher.Events.Single(type => type.Name == eventName);
        var fields = Field.Of(type);

        var contract = JsonSerializer.Serialize(
            new
            {
                type = type.FullName,
                exchange = publisher.Exchange,
                fields = fields.ToDictionary(field => field.Name, field => field.Describe()),
                example = fields.ToDictionary(field => field.Name, field => field.Example),
            },
            Readable);

        Repository.ShouldHold(PathOf(type), contract + "\n");
    }

    [Fact]
    public void ApprovedFile_HasItsEventStill()
    {
        var events = Publisher.All.SelectMany(publisher => publisher.Events).Select(PathOf).ToHashSet();

        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Contracts.Tests/Approved"))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .ShouldAllBe(file => events.Contains(file), "An event that was once told is never removed.");
    }

    /// <summary>The example in the approved file is the event: every field is there and reads back.</summary>
    [Theory]
    [MemberData(nameof(Events))]
    public void Example_ReadsBackAsTheEvent(string publisherName, string eventName)
    {
        var publisher = Publisher.All.Single(publisher => publisher.Name == publisherName);
        var type = publisher.Events.Single(type => type.Name == eventName);
        var example = JsonSerializer.SerializeToElement(Field.Of(type).ToDictionary(field => field.Name, field => field.Example));

        var read = JsonSerializer.Deserialize(example, type, JsonSerializerOptions.Web);

        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(read, type, JsonSerializerOptions.Web), example).ShouldBeTrue();
    }

    private static string PathOf(Type type) => $"tests/Contracts.Tests/Approved/{type.FullName}.json";
}
