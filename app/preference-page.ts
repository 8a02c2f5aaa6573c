// The preference page as HTML: one form and one button, without script, as wide as a phone.
import { HOURS, hoursOf, oftenOf } from "./consent/preference-form.ts";
import { PAGE_WORDS, type PageLanguage, type PageWords } from "./consent/preference-words.ts";
import { type Html, html } from "./lib/html.ts";
import { days } from "./lib/time.ts";
import type { PreferencePage } from "./messages/preference/preference.server.ts";

export type Note = { kind: "saved" | "unreadable" } | null;

/** `key`: what the form gives back, so that no other page can send it. */
export function preferenceMain(page: PreferencePage, language: PageLanguage, { key, note }: { key: string; note: Note }): Html {
  const words = PAGE_WORDS[language];
  const head = html`<h1>${words.title(page.brand)}</h1>
<p class="quiet">${page.isOff ? "" : words.lead}${page.ending === null ? "" : ` ${words.ending(page.ending)}`}</p>`;
  if (page.isOff) return html`${head}<div class="card" role="status"><h2>${words.stopped(page.brand)}</h2><p>${words.again}</p></div>`;
  return html`${head}${noteOf(note, words)}
<form method="post" class="card">
<input type="hidden" name="act" value="save"><input type="hidden" name="key" value="${key}">
${topics(page, words)}${often(page, words)}${times(page, words, language)}
<button type="submit">${words.save}</button>
</form>
<form method="post" class="card">
<input type="hidden" name="act" value="stop"><input type="hidden" name="key" value="${key}">
<h2>${words.stop}</h2><p id="stop-help">${words.stopHelp(page.brand)}</p>
<button type="submit" class="stop" aria-describedby="stop-help">${words.stopButton}</button>
</form>`;
}

function noteOf(note: Note, words: PageWords): Html | null {
  if (note === null) return null;
  switch (note.kind) {
    case "saved":
      return html`<p class="note" role="status">${words.saved}</p>`;
    case "unreadable":
      return html`<p class="note wrong" role="alert">${words.unreadable}</p>`;
    default:
      return note.kind satisfies never;
  }
}

function topics({ topics: all, preference, hasCart }: PreferencePage, words: PageWords): Html | null {
  if (all.length === 0 && !hasCart) return null;
  const box = (name: string, value: string, label: string, isOn: boolean) => html`<label class="choice"><input type="checkbox" name="${name}" value="${value}"${isOn ? { html: " checked" } : null}><span>${label}</span></label>`;
  return html`<fieldset aria-describedby="topics-help"><legend>${words.topics}</legend><p class="quiet" id="topics-help">${words.topicsHelp}</p>
${all.map((topic) => box("topic", topic, topic, !preference.declined.includes(topic)))}${hasCart ? box("cart", "yes", words.cart, true) : null}</fieldset>`;
}

const radio = (name: string, value: string, label: string, chosen: string) => html`<label class="choice"><input type="radio" name="${name}" value="${value}"${value === chosen ? { html: " checked" } : null}><span>${label}</span></label>`;

function often({ preference }: PreferencePage, words: PageWords): Html {
  const chosen = oftenOf(preference);
  const { limit } = preference;
  return html`<fieldset><legend>${words.often}</legend>
${radio("often", "shop", words.oftenShop, chosen)}${radio("often", "day", words.oftenDay, chosen)}${radio("often", "week", words.oftenWeek, chosen)}${radio("often", "month", words.oftenMonth, chosen)}
${chosen === "kept" && limit ? radio("often", "kept", words.oftenKept(limit.max, Math.max(1, Math.round(limit.windowMs / days(1)))), chosen) : null}</fieldset>`;
}

function times({ preference, tried }: PreferencePage, words: PageWords, language: PageLanguage): Html {
  const hours = tried ?? hoursOf(preference);
  const chosen = hours ? "between" : preference.hours === null ? "any" : "kept";
  const wrong = tried === null ? null : { html: ' aria-invalid="true" aria-describedby="times-wrong"' };
  const pick = (name: "from" | "to", label: string, at: number) => html`<label for="${name}">${label}</label> <select id="${name}" name="${name}"${wrong}>${HOURS.map((hour) => html`<option value="${hour}"${hour === at ? { html: " selected" } : null}>${clockWords(hour, language)}</option>`)}</select>`;
  return html`<fieldset><legend>${words.when}</legend>
${radio("when", "any", words.whenAny, chosen)}${chosen === "kept" ? radio("when", "kept", words.whenKept, chosen) : null}${radio("when", "between", words.whenBetween, chosen)}
<div class="times">${pick("from", words.from, hours?.from ?? 9)}${pick("to", words.to, hours?.to ?? 18)}</div>${tried === null ? null : html`<p class="wrong" role="alert" id="times-wrong">${words.sameTimes}</p>`}</fieldset>`;
}

const clockWords = (hour: number, language: PageLanguage): string =>
  new Intl.DateTimeFormat(language, { hour: "numeric", ...(language === "en" ? {} : { minute: "2-digit" }), timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 1, hour)));
