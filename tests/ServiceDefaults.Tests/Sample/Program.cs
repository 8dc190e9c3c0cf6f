using Sample;
using Sample.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSharedService("sample");
builder.Services.AddValidation();
builder.AddDatabase<SampleDb>("sample");
builder.AddMessaging<SampleDb>("sample", events => events
    .Publishes<NoteWritten>()
    .Publishes<NoteFiled>()
    .ListensTo("sample")
    .On<NoteWritten>(WhenNoteWritten.Handle));

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<SampleDb>();
    return;
}

app.UseSharedService<SampleDb>();
app.MapDefaultEndpoints();
var notes = app.MapApi("sample").MapGroup("/notes");
notes.MapWriteNote();
notes.MapAmendNote();
notes.MapAttachFile();
notes.MapReceiveBatch();
notes.MapFindNotes();
if (builder.Configuration["Sample:Forgets"] is not null)
{
    notes.MapGet("/forgotten", () => "Nobody said who may read this.");
}

app.Run();
