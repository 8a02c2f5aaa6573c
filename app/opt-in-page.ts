// What the storefront's form is answered where no script runs: a page in the shop's own address, and the form once more
// where something is to be corrected.
import { exampleOf, type OptInFields } from "./inbox/opt-in-form.ts";
import { type Html, html } from "./lib/html.ts";
import { FORM_WORDS, type FormWords } from "./messages/opt-in/opt-in-form-words.ts";
import type { Taken, Wrong } from "./messages/opt-in/take-opt-in.server.ts";
import { type Language, languageOf } from "./messages/text/wording.ts";
import { page } from "./plain-page.ts";

/** The next page must know where it came from; and none may hold what was typed. */
const HEADERS = { "referrer-policy": "same-origin" };

const STATUS: Readonly<Record<Taken["kind"], number>> = { asked: 200, wrong: 422, busy: 429, unreadable: 400 };

export type Words = { title: string; text: string; phone: string | null; consent: string | null };

/** For the script: which words go where. */
export function wordsFor(taken: Taken, language: Language): Words {
  const words = FORM_WORDS[language];
  switch (taken.kind) {
    case "asked":
      return { title: words.done, text: words.stopped, phone: null, consent: null };
    case "wrong": {
      const { wrong, fields } = taken;
      return { title: "", text: "", phone: wrong.phone ? phoneWrong(words, fields) : null, consent: wrong.consent ? words.consentMissing : null };
    }
    case "busy":
      return { title: "", text: words.busy, phone: null, consent: null };
    case "unreadable":
      return { title: "", text: words.wrong, phone: null, consent: null };
    default:
      return taken satisfies never;
  }
}

/** `app`: as Shopify knows us; the script tells it of the visitor, who typed the number themselves. */
export function optInJson(taken: Taken, app: string): Response {
  const words = wordsFor(taken, languageFor(taken));
  return Response.json(taken.kind === "asked" ? { ...words, visitor: taken.phone, app } : words, { status: STATUS[taken.kind], headers: { "cache-control": "no-store" } });
}

export function optInPage(taken: Taken): Response {
  const language = languageFor(taken);
  const words = FORM_WORDS[language];
  const shown = wordsFor(taken, language);
  const brand = taken.kind === "unreadable" ? "" : taken.fields.brand;
  const title = shown.title || (brand ? words.title.replace("[brand]", () => brand) : words.phone);
  const back = html`<p style="margin-top:1.5rem"><a href="${backTo(taken)}">${words.back}</a></p>`;
  const body = taken.kind === "wrong" ? form(taken.fields, taken.wrong, words) : html`<p role="status">${shown.text}</p>`;
  return page({ status: STATUS[taken.kind], language, title, headers: HEADERS }, html`<h1>${title}</h1>${body}${back}`);
}

const languageFor = (taken: Taken): Language => (taken.kind === "unreadable" ? "en" : languageOf(taken.fields.locale));

const phoneWrong = (words: FormWords, { country }: OptInFields) => words.phoneWrong.replace("[example]", () => exampleOf(country));

const HIDDEN = ["country", "wording", "locale", "brand", "cart", "terms", "privacy", "shown", "page"] as const;

function form(fields: OptInFields, wrong: Wrong, words: FormWords): Html {
  const hidden = HIDDEN.map((name) => html`<input type="hidden" name="${name}" value="${fields[name]}">`);
  return html`<form method="post" class="card" novalidate>${hidden}
<p class="off" aria-hidden="true"><label>Company <input name="company" tabindex="-1" autocomplete="off"></label></p>
<p class="name"><label for="phone">${words.phone}</label></p>
<input id="phone" class="line" type="tel" name="phone" autocomplete="tel" required value="${fields.phone}"${wrong.phone ? { html: ' aria-invalid="true" aria-describedby="phone-wrong"' } : null}>
${wrong.phone ? html`<p class="wrong" id="phone-wrong">${phoneWrong(words, fields)}</p>` : null}
<label class="choice"><input type="checkbox" name="consent" value="yes" required${wrong.consent ? { html: ' aria-invalid="true" aria-describedby="consent-wrong"' } : null}><span>${fields.shown}</span></label>
${wrong.consent ? html`<p class="wrong" id="consent-wrong">${words.consentMissing}</p>` : null}
<button type="submit">${words.submit}</button>
</form>`;
}

/** A path of the shop's own; what begins with two strokes would lead elsewhere. */
function backTo(taken: Taken): string {
  const url = taken.kind === "unreadable" ? null : URL.parse(taken.fields.page);
  return url && !url.pathname.startsWith("//") ? url.pathname : "/";
}
