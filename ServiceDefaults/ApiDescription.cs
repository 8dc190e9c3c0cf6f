using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ServiceDefaults;

/// <summary>
/// A service's OpenAPI document, complete enough that a developer of an ERP needs nothing else: every schema has the name of its
/// operation, and what all addresses have in common (sign-in, key, problems, the gateway's address) is said of each.
/// </summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";
    private const string Problem = "Problem";

    public static void AddApiDescription(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = NameOf;
            options.AddOperationTransformer(Describe);
            options.AddDocumentTransformer(Describe);
        });

    // A slice names its records Request and Answer: the document has one list of names for all slices.
    private static string? NameOf(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);

    private static string NameOf(Type type)
    {
        var generic = type.Name.IndexOf('`', StringComparison.Ordinal);
        var own = generic < 0 ? type.Name : type.Name[..generic];
        var name = type.DeclaringType is { } slice ? NameOf(slice) + own : own;
        return type.IsGenericType && generic >= 0
            ? $"{name}Of{string.Join("And", type.GetGenericArguments().Select(NameOf))}"
            : name;
    }

    private static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = context.ApplicationServices.GetRequiredService<ServiceName>().Name;
        document.Info.Version = "v1";
        document.Servers = [new OpenApiServer { Url = PublicAddress(context.ApplicationServices), Description = "The gateway." }];
        document.AddComponent(Problem, ProblemSchema());
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token (typ at+jwt) of the caller's own council's issuer: officers have roles, ERP clients have scopes.",
        });
        return Task.CompletedTask;
    }

    // Only the gateway writes these headers, from its own connection; whoever asks the service itself is there already.
    private static string PublicAddress(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers is { } headers
            && headers["X-Forwarded-Host"].ToString() is { Length: > 0 } host
            && headers["X-Forwarded-Proto"].ToString() is { Length: > 0 } scheme
                ? $"{scheme}://{host}"
                : "/";

    private static Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Permissions.Permission>().LastOrDefault() is { } permission)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Description = $"{operation.Description}{(operation.Description is null ? "" : "\n\n")}{Who(permission)}";
        }

        var reads = context.Description.HttpMethod is "GET" or "HEAD";
        var keyed = !reads && !metadata.OfType<NoIdempotencyKey>().Any();
        if (keyed)
        {
            (operation.Parameters ??= []).Add(KeyParameter());
        }

        foreach (var name in metadata.OfType<RequestHeaders>().SelectMany(headers => headers.Names))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        Expect(operation, StatusCodes.Status400BadRequest, "Something can't be read as what it should be; `errors` names each field.");
        Expect(operation, StatusCodes.Status401Unauthorized, "No valid access token.");
        Expect(operation, StatusCodes.Status403Forbidden, "Not for this caller's roles or scopes.");
        if (!reads || operation.Parameters?.Any(parameter => parameter.In is ParameterLocation.Path) == true)
        {
            Expect(operation, StatusCodes.Status404NotFound, "Nothing by that reference that the caller's council may see.");
        }

        Expect(operation, StatusCodes.Status409Conflict, "A rule refuses it, or it conflicts with what is stored.");
        if (keyed)
        {
            Expect(operation, StatusCodes.Status412PreconditionFailed, "Someone else changed it since the caller read it.");
            Expect(operation, StatusCodes.Status422UnprocessableEntity, "The key was used for another request.");
        }

        if (!reads)
        {
            Expect(operation, StatusCodes.Status413PayloadTooLarge, "The body is larger than this address takes.");
            Expect(operation, StatusCodes.Status415UnsupportedMediaType, "A body of another kind than this address takes.");
        }

        Expect(operation, StatusCodes.Status429TooManyRequests, "Too many requests; Retry-After says when to send it again.");
        Expect(operation, StatusCodes.Status503ServiceUnavailable, "Not available just now; Retry-After says when to send it again.");
        foreach (var (_, answer) in operation.Responses!.Where(answer => answer.Key[0] is '4' or '5'))
        {
            ((OpenApiResponse)answer).Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, context.Document) },
            };
        }

        if (metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType == typeof(Stream)
            && operation.RequestBody?.Content?.TryGetValue("application/json", out var json) == true)
        {
            // A file that is read as it comes, in JSON as in other kinds.
            json.Schema = new OpenApiSchema { Type = JsonSchemaType.Object };
        }

        AddOtherKinds(operation, context);
        return Task.CompletedTask;
    }

    // One status in JSON and in CSV: of several answers with one status the framework describes the last only, so that is the JSON.
    private static void AddOtherKinds(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var answer in context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>())
        {
            var content = answer.StatusCode < 400 && answer.Type is not null && answer.Type != typeof(void)
                && operation.Responses!.TryGetValue($"{answer.StatusCode}", out var described) && described is OpenApiResponse response
                    ? response.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    : null;
            foreach (var kind in answer.ContentTypes.Where(kind => content?.ContainsKey(kind) == false))
            {
                content!.Add(kind, answer.Type == typeof(string)
                    ? new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } }
                    : throw new InvalidOperationException(
                        $"{operation.OperationId}: declare its {kind} after its other answers of {answer.StatusCode}."));
            }
        }
    }

    private static void Expect(OpenApiOperation operation, int status, string when) =>
        (operation.Responses ??= [])[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse { Description = when };

    private static string Who(Permissions.Permission permission) => permission switch
    {
        { AnyRole: [], Scope: null } => "For every signed-in officer and ERP client.",
        { Scope: null } => $"For officers: {string.Join(", ", permission.AnyRole)}.",
        { AnyRole: [] } => $"For ERP clients with the scope {permission.Scope}.",
        _ => $"For officers ({string.Join(", ", permission.AnyRole)}) and ERP clients with the scope {permission.Scope}."
    };

    private static OpenApiParameter KeyParameter() => new()
    {
        Name = Idempotency.KeyHeader,
        In = ParameterLocation.Header,
        Required = true,
        Description = "The same for every sending of one request: it is done once, and each repetition gets the first answer.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String, MinLength = 1, MaxLength = Idempotency.LongestKey, Pattern = "^[ -~]+$",
        },
    };

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457: a stable type, and a sentence that an officer can act on.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "400", Maximum = "599" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Each malformed field with its sentences.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        },
    };
}
