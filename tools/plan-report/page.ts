import { createHash } from "node:crypto";
import { filterScript } from "./filter-script";
import { markup, trusted, type Content, type Html } from "./html";
import { pageStyles } from "./stylesheets";

/** A section of the page and its entry in the navigation. */
export interface Section {
  /** Anchor; unique in the page. */
  readonly id: string;
  readonly title: string;
  /** One sentence below the title. */
  readonly lead?: Content;
  /** Count in the navigation. */
  readonly count?: number;
  readonly body: Content;
}

export interface Page {
  /** Title of the window. */
  readonly title: string;
  readonly head: Html;
  readonly sections: readonly Section[];
}

/**
 * A complete page that needs nothing from elsewhere. Its content security policy allows its own
 * stylesheet and script by their hashes and nothing else.
 */
export function page({ title, head, sections }: Page): string {
  const policy = `default-src 'none'; style-src ${hashSource(pageStyles)}; script-src ${hashSource(filterScript)}; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(pageStyles)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="head"><div class="head-inner">${head}</div></header>
<nav class="bar" aria-label="Sections"><div class="bar-inner"><ul>${sections.map(link)}</ul></div></nav>
<main id="content">${sections.map(section)}</main>
<footer><p>All times are UTC. Values that only the deployment will know are shown as [unknown], secrets as [secret].</p></footer>
<script>${trusted(filterScript)}</script>
</body>
</html>
`.text;
}

function link({ id, title, count }: Section): Html {
  const mark = count !== undefined && markup` <span class="count">${count}</span>`;
  return markup`<li><a href="#${id}">${title}${mark}</a></li>`;
}

function section({ id, title, lead, body }: Section): Html {
  return markup`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead !== undefined && markup`<p class="lead">${lead}</p>`}
${body}
</section>
`;
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
