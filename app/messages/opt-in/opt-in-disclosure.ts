// The words that stand beside the box of the storefront's form, by version and language. The form is a page that anybody may
// change on its way, so what it says was shown is held against these; the extension's locale files hold the newest of
// them (a test compares). A version that was ever shown stays here, because pages and themes live long.
import { createHash } from "node:crypto";
import type { Disclosure } from "../../consent/entry.ts";
import type { Scope } from "../../consent/grant.ts";
import { type Language, languageOf } from "../text/wording.ts";

type Words = { plain: string; cart: string; terms: string; privacy: string };

/** `[brand]` is who sends. */
const TEMPLATES: Readonly<Record<string, Readonly<Record<Language, Words>>>> = {
  "1": {
    en: {
      plain: "I agree to get recurring automated marketing text messages from [brand] at the number I enter. Consent is not a condition of any purchase. Message frequency varies. Message and data rates may apply. Reply HELP for help or STOP to cancel.",
      cart: "I agree to get recurring automated marketing text messages, including cart reminders, from [brand] at the number I enter. Consent is not a condition of any purchase. Message frequency varies. Message and data rates may apply. Reply HELP for help or STOP to cancel.",
      terms: "Terms of service", privacy: "Privacy policy",
    },
    fr: {
      plain: "J’accepte de recevoir régulièrement des SMS promotionnels automatisés de [brand] au numéro indiqué. Cet accord n’est une condition d’aucun achat. La fréquence des messages varie. Des frais de messagerie et de données peuvent s’appliquer. Répondez AIDE pour de l’aide ou STOP pour ne plus rien recevoir.",
      cart: "J’accepte de recevoir régulièrement des SMS promotionnels automatisés, rappels de panier compris, de [brand] au numéro indiqué. Cet accord n’est une condition d’aucun achat. La fréquence des messages varie. Des frais de messagerie et de données peuvent s’appliquer. Répondez AIDE pour de l’aide ou STOP pour ne plus rien recevoir.",
      terms: "Conditions d’utilisation", privacy: "Politique de confidentialité",
    },
    de: {
      plain: "Ich willige ein, regelmäßig automatisierte Werbe-SMS von [brand] an die angegebene Nummer zu erhalten. Die Einwilligung ist keine Bedingung für einen Kauf. Die Häufigkeit der Nachrichten variiert. Es können Kosten für Nachrichten und Daten anfallen. Mit HILFE erhalten Sie Hilfe, mit STOP melden Sie sich ab.",
      cart: "Ich willige ein, regelmäßig automatisierte Werbe-SMS, auch Erinnerungen an den Warenkorb, von [brand] an die angegebene Nummer zu erhalten. Die Einwilligung ist keine Bedingung für einen Kauf. Die Häufigkeit der Nachrichten variiert. Es können Kosten für Nachrichten und Daten anfallen. Mit HILFE erhalten Sie Hilfe, mit STOP melden Sie sich ab.",
      terms: "Nutzungsbedingungen", privacy: "Datenschutzerklärung",
    },
    es: {
      plain: "Acepto recibir con regularidad mensajes de texto automatizados de marketing de [brand] en el número que indico. El consentimiento no es condición de ninguna compra. La frecuencia de los mensajes varía. Pueden aplicarse tarifas de mensajes y datos. Responde AYUDA para recibir ayuda o STOP para cancelar.",
      cart: "Acepto recibir con regularidad mensajes de texto automatizados de marketing, incluidos recordatorios del carrito, de [brand] en el número que indico. El consentimiento no es condición de ninguna compra. La frecuencia de los mensajes varía. Pueden aplicarse tarifas de mensajes y datos. Responde AYUDA para recibir ayuda o STOP para cancelar.",
      terms: "Condiciones del servicio", privacy: "Política de privacidad",
    },
  },
};

export const NEWEST_WORDING = "1";

/** What a page says of what it showed. `terms`, `privacy`: the addresses that it linked, or "". */
export type Shown = { wording: string; locale: string; brand: string; cart: boolean; terms: string; privacy: string; shown: string };

/** Null: no such version. */
export function wordsOf({ wording, locale, brand, cart, terms, privacy }: Omit<Shown, "shown">): string | null {
  const template = Object.hasOwn(TEMPLATES, wording) ? TEMPLATES[wording]?.[languageOf(locale)] : undefined;
  if (!template) return null;
  const links = [terms && `${template.terms}: ${terms}`, privacy && `${template.privacy}: ${privacy}`].filter(Boolean);
  return [(cart ? template.cart : template.plain).replaceAll("[brand]", () => brand), ...links].join(" ");
}

export type Judged = { disclosure: Disclosure; scopes: Scope[]; note: string };

const KNOWN = "The words are those that the storefront’s form shows in this version.";
const UNKNOWN = "The words are as the page sent them. They are none that the form is known to show: somebody may have changed the page, so the text that asked for a second yes is the proof.";

/** What the page says it showed, kept whole; words that we do not know ask for no more than marketing, whatever they say. */
export function judgeShown(asked: Shown): Judged {
  const shown = plain(asked.shown);
  const known = wordsOf(asked);
  const isKnown = known !== null && plain(known) === shown;
  const version = isKnown ? `opt-in-${asked.wording}` : `page-${createHash("sha256").update(shown).digest("hex").slice(0, 16)}`;
  return {
    disclosure: { version, text: shown, locale: languageOf(asked.locale) },
    scopes: isKnown && asked.cart ? ["marketing", "cartReminders"] : ["marketing"],
    note: isKnown ? KNOWN : UNKNOWN,
  };
}

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();
