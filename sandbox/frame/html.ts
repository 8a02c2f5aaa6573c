// Pages as text, with whatever is put in escaped unless it is a page's piece itself.

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | undefined | false | readonly Piece[];

export function html(words: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(words.reduce((text, word, at) => text + written(pieces[at - 1]) + word));
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  return piece.map(written).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function page(body: Html, status = 200): Response {
  return new Response(body.text, { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

/** After a form: the page it was on, read again. */
export function backTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}
