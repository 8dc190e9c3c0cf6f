import { exportJWK, generateKeyPair } from 'jose';
import { randomBytes } from 'node:crypto';
import Provider, { interactionPolicy } from 'oidc-provider';

const hour = 3600;
const resource = 'urn:shared-services';

/** The OpenID provider of one council: its officers sign in by code flow with PKCE, its ERP by client credentials. */
export async function councilProvider(path, council, origin, portals) {
  const officers = new Map(council.officers.map((officer) => [officer.sub, officer]));
  const provider = new Provider(`${origin}/${path}`, {
    clients: clientsOf(path, council, portals),
    jwks: { keys: [await signingKey()] },
    scopes: ['openid', 'profile', ...council.erp.scopes],
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    responseTypes: ['code'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, asked, client) => ({
          scope: client.clientId === council.erp.clientId ? council.erp.scopes.join(' ') : '',
          audience: 'shared-services',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 8 * hour,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    interactions: { policy: signInOnly(), url: (_, interaction) => `/${path}/sign-in/${interaction.uid}` },
    findAccount: (_, sub) => accountOf(officers.get(sub)),
    extraTokenClaims: (_, token) => {
      const officer = officers.get(token.accountId);
      return officer && { name: officer.name, roles: officer.roles };
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    // Both councils share one host, so each needs cookies of its own name.
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: `${path}_session`, interaction: `${path}_interaction`, resume: `${path}_resume` },
    },
    ttl: { AccessToken: 8 * hour, ClientCredentials: 8 * hour, IdToken: hour, Session: 8 * hour, Interaction: hour, Grant: 8 * hour },
  });
  provider.on('server_error', (_, error) => console.error(error));
  return provider;
}

function clientsOf(path, council, portals) {
  return [
    {
      client_id: 'portal',
      client_secret: 'portal-development',
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code'],
      redirect_uris: portals.map((portal) => `${portal}/signin-${path}`),
      post_logout_redirect_uris: portals.map((portal) => `${portal}/`),
    },
    {
      client_id: 'demonstration',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      redirect_uris: ['http://127.0.0.1/callback'],
    },
    {
      client_id: council.erp.clientId,
      client_secret: council.erp.clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: council.erp.scopes.join(' '),
    },
  ];
}

// Officers are not asked to consent: both applications are the councils' own.
function signInOnly() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

function accountOf(officer) {
  return officer && {
    accountId: officer.sub,
    claims: () => ({ sub: officer.sub, name: officer.name, roles: officer.roles }),
  };
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' };
}
