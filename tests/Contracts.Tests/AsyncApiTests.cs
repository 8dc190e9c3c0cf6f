using System.Globalization;
using System.Text;

namespace Contracts.Tests;

/// <summary>docs/asyncapi.yaml lists every channel and event of the code, and nothing else.</summary>
public sealed class AsyncApiTests
{
    [Fact]
    public void Document_IsWhatTheContractsSay() => Repository.ShouldHold("docs/asyncapi.yaml", Document());

    private static string Document()
    {
        var yaml = new StringBuilder(
            """
            # Written from the .Contracts projects by tests/Contracts.Tests, which fails when it differs:
            # APPROVE=1 dotnet run --project tests/Contracts.Tests
            asyncapi: 3.0.0
            info:
              title: SharedServices events
              version: 1.0.0
              description: >-
                What the services tell each other through RabbitMQ. Each publisher has one durable exchange; every subscriber binds its own
                quorum queue to it and gets the whole stream, in order per aggregate. Every message is one envelope: MassTransit's JSON,
                whose "message" is the envelope below; the event travels in it as JSON text. Events are added to, never changed; a new meaning is a new type.
            defaultContentType: application/vnd.masstransit+json
            servers:
              bus:
                host: bus:5672
                protocol: amqp
                description: RabbitMQ. Each service has a user of its own that may write to its own exchange only.
            channels:

            """);
        foreach (var publisher in Publisher.All)
        {
            Line(yaml, 1, $"{publisher.Exchange}:");
            Line(yaml, 2, $"address: {publisher.Exchange}");
            Line(yaml, 2, $"description: All that {publisher.Service} tells.");
            Line(yaml, 2, "messages:");
            foreach (var type in publisher.Events)
            {
                Line(yaml, 3, $"{type.Name}:");
                Line(yaml, 4, $"$ref: '#/components/messages/{type.FullName}'");
            }

            Line(yaml, 2, "bindings:");
            Line(yaml, 3, "amqp:");
            Line(yaml, 4, "is: routingKey");
            Line(yaml, 4, "exchange:");
            Line(yaml, 5, $"name: {publisher.Exchange}");
            Line(yaml, 5, "type: fanout");
            Line(yaml, 5, "durable: true");
            Line(yaml, 5, "autoDelete: false");
        }

        Line(yaml, 0, "operations:");
        foreach (var publisher in Publisher.All)
        {
            Line(yaml, 1, $"{publisher.Name}.tells:");
            Line(yaml, 2, "action: send");
            Line(yaml, 2, $"summary: {publisher.Service} tells what has happened, after its transaction has committed.");
            Line(yaml, 2, "channel:");
            Line(yaml, 3, $"$ref: '#/channels/{publisher.Exchange}'");
        }

        Line(yaml, 0, "components:");
        Line(yaml, 1, "messages:");
        foreach (var (publisher, type) in AllEvents())
        {
            Line(yaml, 2, $"{type.FullName}:");
            Line(yaml, 3, $"name: {type.FullName}");
            Line(yaml, 3, $"title: {type.Name}");
            Line(yaml, 3, $"summary: {Quoted(Summary.OfEvent(Source(publisher, type)) ?? "")}");
            Line(yaml, 3, "payload:");
            Line(yaml, 4, "allOf:");
            Line(yaml, 5, "- $ref: '#/components/schemas/EventEnvelope'");
            Line(yaml, 5, "- type: object");
            Line(yaml, 6, "properties:");
            Line(yaml, 7, "publisher:");
            Line(yaml, 8, $"const: {publisher.Name}");
            Line(yaml, 7, "type:");
            Line(yaml, 8, $"const: {type.FullName}");
            Line(yaml, 7, "payload:");
            Line(yaml, 8, "contentSchema:");
            Line(yaml, 9, $"$ref: '#/components/schemas/{type.FullName}'");
        }

        yaml.Append(Envelope);
        foreach (var (publisher, type) in AllEvents())
        {
            AppendSchema(yaml, publisher, type);
        }

        return yaml.ToString();
    }

    private const string Envelope =
        """
          schemas:
            EventEnvelope:
              type: object
              description: What every message carries around its event.
              required: [eventId, publisher, aggregate, version, type, occurredAt, payload]
              properties:
                eventId:
                  type: string
                  format: uuid
                  description: Unique for ever; a second delivery carries the same one.
                publisher:
                  type: string
                aggregate:
                  type: string
                  description: What the event is about, for example commission/COM-2023-0001.
                version:
                  type: integer
                  minimum: 1
                  description: Counts the aggregate's events without a gap; a listener waits for a missing one.
                type:
                  type: string
                occurredAt:
                  type: string
                  format: date-time
                payload:
                  type: string
                  contentMediaType: application/json
                  description: The event as JSON text.
                traceParent:
                  type: [string, 'null']
                  description: W3C trace context of the request that caused the event.

        """;

    private static void AppendSchema(StringBuilder yaml, Publisher publisher, Type type)
    {
        var source = Source(publisher, type);
        var fields = Field.Of(type);
        Line(yaml, 2, $"{type.FullName}:");
        Line(yaml, 3, "type: object");
        Line(yaml, 3, $"required: [{string.Join(", ", fields.Select(field => field.Name))}]");
        Line(yaml, 3, "properties:");
        foreach (var (field, property) in fields.Zip(type.GetProperties()))
        {
            Line(yaml, 4, $"{field.Name}:");
            var jsonType = field.List ? "array" : field.ByName ? "object" : field.JsonType;
            Line(yaml, 5, field.Nullable ? $"type: [{jsonType}, 'null']" : $"type: {jsonType}");
            if (field.List || field.ByName)
            {
                Line(yaml, 5, field.List ? "items:" : "additionalProperties:");
                Line(yaml, 6, $"type: {field.JsonType}");
            }

            if (field.Format is { } format)
            {
                Line(yaml, 5, $"format: {format}");
            }

            if (Summary.OfProperty(source, property.Name) is { } summary)
            {
                Line(yaml, 5, $"description: {Quoted(summary)}");
            }
        }
    }

    private static IEnumerable<(Publisher Publisher, Type Type)> AllEvents() =>
        Publisher.All.SelectMany(publisher => publisher.Events.Select(type => (publisher, type)));

    private static string Source(Publisher publisher, Type type) => File.ReadAllText(publisher.SourceOf(type));

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Line(StringBuilder yaml, int depth, string text) =>
        yaml.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{text}\n");
}
