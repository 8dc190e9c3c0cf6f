// The story and the year that follows it, on throw-away data; writes artifacts/demo.json and holds it against the independent table.
return await Demo.ThrowAway.PlayAsync(Console.Out);
