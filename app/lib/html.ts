// HTML as values: what is filled in is escaped, what is HTML already is not. For the few pages that are no part of the
// admin and need no script.

export type Html = { readonly html: string };
type Filling = Html | string | number | null | readonly Html[];

export function html(words: TemplateStringsArray, ...fillings: readonly Filling[]): Html {
  return { html: words.map((text, at) => text + written(fillings[at] ?? null)).join("") };
}

function written(filling: Filling): string {
  if (filling === null) return "";
  if (typeof filling === "string" || typeof filling === "number") return escaped(String(filling));
  return "html" in filling ? filling.html : filling.map((each) => each.html).join("");
}

const escaped = (text: string) => text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
