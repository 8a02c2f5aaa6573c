// The texts that are no promotion and that law and carriers word for us: the question that confirms a sign-up, the
// welcome after it, the answer to HELP and the one answer to STOP. Brand, how often, rates, HELP and STOP stand where
// the CTIA's handbook wants them; the answer to STOP offers nothing (47 CFR 64.1200(a)(12)).
import type { Language } from "./wording.ts";

export const REPLIES = ["confirm", "welcome", "help", "stop"] as const;
export type ReplyKind = (typeof REPLIES)[number];

/** `support`: an address or number where people answer. `cart`: the sign-up names cart reminders, which a cart text needs. */
export type ReplyTo = { brand: string; support: string; cart: boolean; language: Language };

export const replyText = (kind: ReplyKind, to: ReplyTo): string => WORDS[to.language][kind](to);

/** What is answered to say yes, by language. */
export const YES: Readonly<Record<Language, string>> = { en: "YES", fr: "OUI", de: "JA", es: "SI" };

type Words = Readonly<Record<ReplyKind, (to: ReplyTo) => string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    confirm: ({ brand, cart }) => `${brand}: Reply YES to confirm recurring promo texts${cart ? " & cart reminders" : ""}. Msg freq varies. Msg&data rates may apply. HELP 4 help, STOP 2 end.`,
    welcome: ({ brand, cart }) => `${brand}: You get recurring promo texts${cart ? " & cart reminders" : ""} now. Msg freq varies. Msg&data rates may apply. Reply HELP for help, STOP to end.`,
    help: ({ brand, support }) => `${brand}: Recurring promo texts. Help: ${support}. Msg freq varies. Msg&data rates may apply. Reply STOP to end.`,
    stop: ({ brand }) => `${brand}: You are unsubscribed and will get no more texts from us.`,
  },
  fr: {
    confirm: ({ brand, cart }) => `${brand}: Répondez OUI pour recevoir nos SMS promo${cart ? " et rappels de panier" : ""}. Fréquence variable. Frais possibles. AIDE pour aide, STOP: fin.`,
    welcome: ({ brand, cart }) => `${brand}: Vous recevez nos SMS promo${cart ? " et rappels de panier" : ""}. Fréquence variable. Frais possibles. AIDE pour aide, STOP pour ne plus recevoir.`,
    help: ({ brand, support }) => `${brand}: SMS promo réguliers. Aide: ${support}. Fréquence variable. Frais possibles. STOP pour ne plus recevoir.`,
    stop: ({ brand }) => `${brand}: Vous ne recevrez plus de SMS de notre part.`,
  },
  de: {
    confirm: ({ brand, cart }) => `${brand}: Mit JA bestätigen Sie regelmäßige Werbe-SMS${cart ? " und Warenkorb-Erinnerungen" : ""}. Häufigkeit variiert. Evtl. Kosten. HILFE: Hilfe, STOP: Ende.`,
    welcome: ({ brand, cart }) => `${brand}: Sie erhalten nun Werbe-SMS${cart ? " und Warenkorb-Erinnerungen" : ""}. Häufigkeit variiert. Evtl. Kosten. HILFE: Hilfe, Abmelden mit STOP.`,
    help: ({ brand, support }) => `${brand}: Regelmäßige Werbe-SMS. Hilfe: ${support}. Häufigkeit variiert. Evtl. Kosten. Abmelden mit STOP.`,
    stop: ({ brand }) => `${brand}: Sie sind abgemeldet und erhalten keine SMS mehr von uns.`,
  },
  es: {
    confirm: ({ brand, cart }) => `${brand}: Responde SI para recibir SMS promocionales${cart ? " y avisos de carrito" : ""}. Frecuencia variable. Puede haber tarifas. AYUDA: ayuda, STOP: fin.`,
    welcome: ({ brand, cart }) => `${brand}: Ya recibes SMS promocionales${cart ? " y avisos de carrito" : ""}. Frecuencia variable. Puede haber tarifas. AYUDA: ayuda, responde STOP para no recibir.`,
    help: ({ brand, support }) => `${brand}: SMS promocionales. Ayuda: ${support}. Frecuencia variable. Puede haber tarifas. Responde STOP para no recibir.`,
    stop: ({ brand }) => `${brand}: Te has dado de baja. Ya no te enviamos SMS.`,
  },
};
