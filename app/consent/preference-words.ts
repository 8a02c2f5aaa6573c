// What the preference page says, in the four languages in which we have the words that texts must hold.
export const PAGE_LANGUAGES = ["en", "fr", "de", "es"] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

export type PageWords = {
  title: (brand: string) => string;
  lead: string;
  ending: (digits: string) => string;
  saved: string;
  topics: string;
  topicsHelp: string;
  cart: string;
  often: string;
  oftenShop: string;
  oftenDay: string;
  oftenWeek: string;
  oftenMonth: string;
  oftenKept: (max: number, days: number) => string;
  when: string;
  whenAny: string;
  whenBetween: string;
  whenKept: string;
  from: string;
  to: string;
  sameTimes: string;
  save: string;
  stop: string;
  stopHelp: (brand: string) => string;
  stopButton: string;
  stopped: (brand: string) => string;
  again: string;
  unreadable: string;
  gone: string;
  goneHelp: string;
  tooManyTitle: string;
  tooMany: string;
};

export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = {
  en: {
    title: (brand) => `Texts from ${brand}`, lead: "Choose what you get, how often and when.", ending: (digits) => `For the number ending in ${digits}.`, saved: "Saved. It holds from the next text on.",
    topics: "What about", topicsHelp: "Untick what you do not want.", cart: "Reminders of what you left in the cart",
    often: "How often", oftenShop: "As often as the shop writes", oftenDay: "At most 1 a day", oftenWeek: "At most 1 a week", oftenMonth: "At most 2 a month", oftenKept: (max, days) => `At most ${max} in ${days} days, as before`,
    when: "When", whenAny: "At any permitted time", whenBetween: "Only between certain hours", whenKept: "At the hours you have now", from: "From", to: "to", sameTimes: "Choose two different hours.", save: "Save",
    stop: "No more texts", stopHelp: (brand) => `${brand} will send you none at all. This counts at once.`, stopButton: "Stop all texts",
    stopped: (brand) => `You get no more texts from ${brand}.`, again: "To get them again, text START to the number our texts came from. It is not possible on this page, because only your own phone can say so.",
    unreadable: "That could not be saved. Please try once more.", gone: "This link does not work any more", goneHelp: "To end all texts, reply STOP to any of them.", tooManyTitle: "Please wait", tooMany: "Too many attempts. Please wait a minute and try again.",
  },
  fr: {
    title: (brand) => `SMS de ${brand}`, lead: "Choisissez ce que vous recevez, à quelle fréquence et quand.", ending: (digits) => `Pour le numéro se terminant par ${digits}.`, saved: "Enregistré. Valable dès le prochain SMS.",
    topics: "Sujets", topicsHelp: "Décochez ce que vous ne souhaitez pas.", cart: "Rappels de ce que vous avez laissé dans le panier",
    often: "Fréquence", oftenShop: "Aussi souvent que la boutique écrit", oftenDay: "Au plus 1 par jour", oftenWeek: "Au plus 1 par semaine", oftenMonth: "Au plus 2 par mois", oftenKept: (max, days) => `Au plus ${max} en ${days} jours, comme avant`,
    when: "Horaires", whenAny: "À toute heure autorisée", whenBetween: "Seulement entre certaines heures", whenKept: "Aux heures actuelles", from: "De", to: "à", sameTimes: "Choisissez deux heures différentes.", save: "Enregistrer",
    stop: "Plus aucun SMS", stopHelp: (brand) => `${brand} ne vous enverra plus aucun SMS. Cela vaut immédiatement.`, stopButton: "Arrêter tous les SMS",
    stopped: (brand) => `Vous ne recevrez plus de SMS de ${brand}.`, again: "Pour en recevoir à nouveau, envoyez START au numéro d’où venaient nos SMS. Ce n’est pas possible sur cette page, car seul votre téléphone peut le demander.",
    unreadable: "L’enregistrement a échoué. Veuillez réessayer.", gone: "Ce lien ne fonctionne plus", goneHelp: "Pour arrêter tous les SMS, répondez STOP à l’un d’eux.", tooManyTitle: "Veuillez patienter", tooMany: "Trop de tentatives. Veuillez patienter une minute et réessayer.",
  },
  de: {
    title: (brand) => `SMS von ${brand}`, lead: "Wählen Sie, was Sie erhalten, wie oft und wann.", ending: (digits) => `Für die Nummer, die auf ${digits} endet.`, saved: "Gespeichert. Es gilt ab der nächsten SMS.",
    topics: "Themen", topicsHelp: "Entfernen Sie das Häkchen bei allem, was Sie nicht möchten.", cart: "Erinnerungen an Artikel, die im Warenkorb geblieben sind",
    often: "Wie oft", oftenShop: "So oft, wie der Shop schreibt", oftenDay: "Höchstens 1 am Tag", oftenWeek: "Höchstens 1 in der Woche", oftenMonth: "Höchstens 2 im Monat", oftenKept: (max, days) => `Höchstens ${max} in ${days} Tagen, wie bisher`,
    when: "Wann", whenAny: "Zu jeder erlaubten Zeit", whenBetween: "Nur zwischen bestimmten Uhrzeiten", whenKept: "Zu den jetzigen Uhrzeiten", from: "Von", to: "bis", sameTimes: "Wählen Sie zwei verschiedene Uhrzeiten.", save: "Speichern",
    stop: "Keine SMS mehr", stopHelp: (brand) => `${brand} sendet Ihnen dann gar keine SMS mehr. Das gilt sofort.`, stopButton: "Alle SMS beenden",
    stopped: (brand) => `Sie erhalten keine SMS mehr von ${brand}.`, again: "Um wieder SMS zu erhalten, senden Sie START an die Nummer, von der unsere SMS kamen. Auf dieser Seite geht das nicht, denn nur Ihr eigenes Telefon kann es sagen.",
    unreadable: "Das konnte nicht gespeichert werden. Bitte versuchen Sie es noch einmal.", gone: "Dieser Link funktioniert nicht mehr", goneHelp: "Um alle SMS zu beenden, antworten Sie auf eine davon mit STOP.", tooManyTitle: "Bitte warten", tooMany: "Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.",
  },
  es: {
    title: (brand) => `SMS de ${brand}`, lead: "Elige qué recibes, con qué frecuencia y cuándo.", ending: (digits) => `Para el número terminado en ${digits}.`, saved: "Guardado. Vale desde el próximo SMS.",
    topics: "Temas", topicsHelp: "Desmarca lo que no quieras.", cart: "Recordatorios de lo que dejaste en el carrito",
    often: "Frecuencia", oftenShop: "Tan a menudo como escriba la tienda", oftenDay: "Como máximo 1 al día", oftenWeek: "Como máximo 1 a la semana", oftenMonth: "Como máximo 2 al mes", oftenKept: (max, days) => `Como máximo ${max} en ${days} días, como hasta ahora`,
    when: "Horario", whenAny: "A cualquier hora permitida", whenBetween: "Solo entre ciertas horas", whenKept: "En el horario actual", from: "De", to: "a", sameTimes: "Elige dos horas diferentes.", save: "Guardar",
    stop: "No más SMS", stopHelp: (brand) => `${brand} no te enviará ninguno más. Vale de inmediato.`, stopButton: "Detener todos los SMS",
    stopped: (brand) => `Ya no recibes SMS de ${brand}.`, again: "Para recibirlos de nuevo, envía START al número desde el que llegaron nuestros SMS. En esta página no es posible, porque solo tu propio teléfono puede decirlo.",
    unreadable: "No se pudo guardar. Inténtalo otra vez.", gone: "Este enlace ya no funciona", goneHelp: "Para detener todos los SMS, responde STOP a cualquiera de ellos.", tooManyTitle: "Espera un momento", tooMany: "Demasiados intentos. Espera un minuto e inténtalo de nuevo.",
  },
};

/** `locale`: theirs, as the shop knows it; `accepted`: what their browser asks for. */
export function pageLanguage(locale: string | null, accepted: string | null): PageLanguage {
  const asked = [locale ?? "", ...(accepted ?? "").split(",")].map((each) => each.trim().toLowerCase().split(/[-_;]/)[0]);
  return asked.map((each) => PAGE_LANGUAGES.find((language) => language === each)).find((language) => language !== undefined) ?? "en";
}
