// Development identity: one certified OpenID provider per council, for the named officers and ERP clients of the demonstration.
// Everything it knows is synthetic and public, so it refuses to start in Production.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { councilProvider } from './provider.mjs';
import { answerSignIn } from './sign-in.mjs';

const environments = ['ASPNETCORE_ENVIRONMENT', 'DOTNET_ENVIRONMENT', 'NODE_ENV'];
const production = environments.find((name) => process.env[name]?.toLowerCase() === 'production');
if (production) {
  console.error(`The development identity provider does not start when ${production} is Production: configure the councils' own issuers.`);
  process.exit(1);
}

const port = Number(required('PORT'));
const origin = process.env.ORIGIN ?? `http://127.0.0.1:${port}`;
// Officers reach the portal through the gateway; its own address serves whoever works on it alone.
const portals = [required('GATEWAY_URL'), required('PORTAL_URL')].map((url) => url.replace(/\/$/, ''));
const { password, issuers } = JSON.parse(readFileSync(new URL('./officers.json', import.meta.url), 'utf8'));

const councils = new Map();
for (const [path, council] of Object.entries(issuers)) {
  councils.set(path, { path, ...council, password, provider: await councilProvider(path, council, origin, portals) });
}

const server = createServer((request, response) => {
  const [, path, page, uid] = new URL(request.url, origin).pathname.split('/');
  if (path === 'health') {
    response.end('Healthy');
    return;
  }

  const council = councils.get(path);
  if (!council) {
    response.writeHead(404).end('No such council.');
    return;
  }

  if (page === 'sign-in' && uid) {
    answerSignIn(council, request, response).catch((error) => {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`This sign-in is no longer valid: go back to the page that you came from and start again. (${error.message})`);
    });
    return;
  }

  // The provider finds the folder that it is mounted on by comparing the two.
  request.originalUrl = request.url;
  request.url = request.url.slice(path.length + 1) || '/';
  council.provider.callback()(request, response);
});

server.listen(port, '127.0.0.1', () => {
  console.log(`Development identity (synthetic officers, password "${password}"): ${[...councils.keys()].map((path) => `${origin}/${path}`).join(' ')}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(0));
}

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`The development identity provider needs ${name} in its environment.`);
    process.exit(1);
  }

  return value;
}
