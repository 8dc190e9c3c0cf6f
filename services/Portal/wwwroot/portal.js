// Everything works without this; with it, buttons can't be pressed twice and summaries take the focus.
import { initAll } from './govuk/govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
