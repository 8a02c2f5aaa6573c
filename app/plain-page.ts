// A page for people who come from a text: nothing but itself is loaded, no script runs, and nobody may frame it.
import { type Html, html } from "./lib/html.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f6f6f7;color:#1f2124;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:34rem;margin:0 auto;padding:2rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
h2,legend{font-size:1.0625rem;font-weight:650;line-height:1.3;margin:0;padding:0}
p{margin:.25rem 0 0;overflow-wrap:anywhere}
.quiet{color:#5c5f62}
.card{background:#fff;border:1px solid #e1e3e5;border-radius:.75rem;padding:1.25rem;margin-top:1rem}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{float:left;width:100%}
legend+*{clear:both}
fieldset+fieldset{margin-top:1.5rem;padding-top:1.5rem;border-top:1px solid #e1e3e5}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.625rem 0;min-height:2.75rem;cursor:pointer}
.choice input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0;accent-color:#1f2124}
.times{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding-left:2rem}
.off{position:absolute;left:-999rem}
.line{display:block;width:100%;font:inherit;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid #8a8d91;border-radius:.5rem;background:#fff;color:inherit}
.line[aria-invalid=true]{border-color:#8e1f0b;outline:1px solid #8e1f0b}
p.wrong{color:#8e1f0b;font-weight:600}
.name{font-weight:600}
.choice{overflow-wrap:anywhere}
select{font:inherit;min-height:2.75rem;padding:0 .5rem;border:1px solid #8a8d91;border-radius:.5rem;background:#fff;color:inherit}
button{font:inherit;font-weight:600;min-height:2.75rem;width:100%;margin-top:1.5rem;padding:.625rem 1rem;border:1px solid #1f2124;border-radius:.5rem;background:#1f2124;color:#fff;cursor:pointer}
button.stop{background:#fff;color:#8e1f0b;border-color:#8e1f0b;margin-top:1rem}
:focus-visible{outline:3px solid #005bd3;outline-offset:2px}
.note{border-radius:.75rem;padding:.75rem 1rem;margin-top:1rem;background:#e3f5e8;color:#0c5132}
.note.wrong{background:#fee9e8;color:#8e1f0b}
.wrong{color:#8e1f0b;padding-left:2rem}
.note.wrong{padding-left:1rem}
`;

export type Plain = { status: number; language: string; title: string; headers?: Record<string, string> };

export function page({ status, language, title, headers = {} }: Plain, main: Html): Response {
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body><main>${main}</main></body>
</html>
`;
  return new Response(body.html, { status, headers: {
    "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "x-content-type-options": "nosniff", "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow", ...headers,
  } });
}

export const plainPage = (status: number, title: string, words: string, headers: Record<string, string> = {}, language = "en"): Response =>
  page({ status, language, title, headers }, html`<h1>${title}</h1><p>${words}</p>`);
