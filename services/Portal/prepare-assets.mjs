// Copies what the pages need of GOV.UK Frontend into wwwroot/govuk: without its typeface and crown, which only GOV.UK may use.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const from = new URL('./node_modules/govuk-frontend/dist/govuk/', import.meta.url);
const to = new URL('./wwwroot/govuk/', import.meta.url);
mkdirSync(to, { recursive: true });

const css = readFileSync(new URL('govuk-frontend.min.css', from), 'utf8')
  .replace(/@font-face\{[^}]*\}/g, '')
  .replaceAll('GDS Transport,', '')
  .replace(/url\([^)]*govuk-crest\.svg\)/g, 'none')
  .replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
if (/GDS Transport,|govuk-crest|url\(\/assets/.test(css)) {
  throw new Error('This version of govuk-frontend names its typeface or crown in a new way: change prepare-assets.mjs.');
}

writeFileSync(new URL('govuk-frontend.min.css', to), css);
cpSync(new URL('govuk-frontend.min.js', from), new URL('govuk-frontend.min.js', to));
