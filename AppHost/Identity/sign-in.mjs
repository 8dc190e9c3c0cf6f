/** Shows the sign-in page of a council, and takes its form. */
export async function answerSignIn(council, request, response) {
  const { provider } = council;
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    show(council, request, response, '', '');
    return;
  }

  const form = new URLSearchParams(await bodyOf(request));
  const name = (form.get('login') ?? '').trim();
  const officer = council.officers.find((candidate) => candidate.sub === name);
  if (!officer || form.get('password') !== council.password) {
    show(council, request, response, name, 'The sign-in name or the password is not right.');
    return;
  }

  await provider.interactionFinished(request, response, { login: { accountId: officer.sub } });
}

async function bodyOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > 10_000) {
      throw new Error('the form is too long');
    }

    chunks.push(chunk);
  }

  return Buffer.concat(chunks).toString('utf8');
}

function show(council, request, response, name, problem) {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(page(council, request.url, name, problem));
}

function page(council, address, name, problem) {
  const title = `Sign in to ${council.name}`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${problem ? 'Error: ' : ''}${escape(title)} (development)</title>
<style>
body { margin: 0; font: 1.1875rem/1.4 arial, sans-serif; color: #0b0c0c; background: #fff; }
header { background: #1d70b8; color: #fff; padding: 0.75rem 1rem; font-weight: bold; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem; }
label { display: block; font-weight: bold; margin: 1.25rem 0 0.25rem; }
input { font: inherit; width: 100%; max-width: 20rem; box-sizing: border-box; padding: 0.4rem; border: 2px solid #0b0c0c; border-radius: 0; }
input:focus { outline: 3px solid #ffdd00; box-shadow: inset 0 0 0 2px; }
button { font: inherit; margin-top: 1.5rem; padding: 0.5rem 1rem; color: #fff; background: #00703c; border: 0; box-shadow: 0 2px 0 #002d18; cursor: pointer; }
button:focus { outline: 3px solid #ffdd00; background: #ffdd00; color: #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid #b1b4b6; }
.hint { color: #484949; margin: 0; }
.problem { border: 5px solid #ca3535; padding: 0.75rem 1rem; margin-bottom: 1.5rem; }
.problem h2 { margin: 0 0 0.5rem; font-size: 1.3rem; }
.problem a { color: #ca3535; font-weight: bold; }
</style>
</head>
<body>
<header>Development sign-in: synthetic officers only</header>
<main>
${problem ? `<div class="problem" role="alert"><h2>There is a problem</h2><a href="#login">${escape(problem)}</a></div>` : ''}
<h1>${escape(title)}</h1>
<form method="post" action="${escape(address)}" novalidate>
<label for="login">Sign-in name</label>
<p class="hint" id="login-hint">One of the names below, such as ${escape(council.officers[0].sub)}</p>
<input id="login" name="login" value="${escape(name)}" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="login-hint">
<label for="password">Password</label>
<p class="hint" id="password-hint">The same for every synthetic officer: ${escape(council.password)}</p>
<input id="password" name="password" type="password" autocomplete="current-password" aria-describedby="password-hint">
<button type="submit">Sign in</button>
</form>
<h2>Officers of the demonstration</h2>
<table>
<thead><tr><th scope="col">Sign-in name</th><th scope="col">Post</th></tr></thead>
<tbody>
${council.officers.map((officer) => `<tr><td>${escape(officer.sub)}</td><td>${escape(officer.name)}</td></tr>`).join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
}

function escape(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
