// A page of one sentence for people who come from a text, without script, frame or anything loaded.

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const PLAIN_CSP = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export function plainPage(status: number, title: string, words: string, headers: Record<string, string> = {}): Response {
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:34rem;margin:15vh auto 0;padding:0 1.25rem}h1{font-size:1.375rem;line-height:1.3}</style>
</head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(words)}</p></main></body>
</html>
`;
  return new Response(page, { status, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": PLAIN_CSP, "x-content-type-options": "nosniff", ...headers } });
}
