// Messages to begin with, in the languages that we have the required words in. They stay within GSM-7 and one or two parts,
// promise nothing that may not hold, and greet by name only who has one.
import { EMPTY_MESSAGE, type MessageDefinition, type MessageDraft } from "./message.ts";
import { LANGUAGES, type Language } from "../text/wording.ts";

export type Starter = { key: string; name: string; meaning: string; scope: MessageDefinition["scope"]; topic: string | null; texts: Readonly<Record<Language, string>> };

const NAME = "{% if customer.first_name %}, {{ customer.first_name }}{% endif %}";
const picked = (lead: string, otherwise: string) => `{% if picks.products %}${lead} {{ picks.products.first.title }} {{ picks.products.first.link }}{% else %}${otherwise} {{ shop.link }}{% endif %}`;

export const STARTERS: readonly Starter[] = [
  {
    key: "welcome", name: "Welcome", meaning: "To people who have just signed up.", scope: "marketing", topic: null,
    texts: {
      en: `Welcome${NAME}! You're on the list: what is new reaches you first. Have a look around: {{ shop.link }}`,
      fr: `Bienvenue${NAME} ! Vous verrez les nouveautés en premier. Visitez la boutique : {{ shop.link }}`,
      de: `Willkommen${NAME}! Neues erfährst du hier zuerst. Schau dich um: {{ shop.link }}`,
      es: `Te damos la bienvenida${NAME}. Las novedades, antes que nadie. Mira la tienda: {{ shop.link }}`,
    },
  },
  {
    key: "cart", name: "Cart reminder", meaning: "Once for each cart, within 48 hours, to people who agreed to reminders.", scope: "cartReminders", topic: null,
    texts: {
      en: `You left {{ cart.items.first.title | default: "something" }} in your cart${NAME}. It is still there: {{ cart.link }}`,
      fr: `Votre panier vous attend${NAME} : {{ cart.items.first.title | default: "votre choix" }}. Pour le reprendre : {{ cart.link }}`,
      de: `Dein Warenkorb wartet${NAME}: {{ cart.items.first.title | default: "deine Auswahl" }}. Hier geht es weiter: {{ cart.link }}`,
      es: `Tu carrito te espera${NAME}: {{ cart.items.first.title | default: "tu compra" }}. Sigue por donde lo dejaste: {{ cart.link }}`,
    },
  },
  {
    key: "win-back", name: "Win back", meaning: "To people who have not bought for a while, with something like what they buy.", scope: "marketing", topic: null,
    texts: {
      en: `It's been a while${NAME}. ${picked("We picked this for you:", "See what is new:")}`,
      fr: `Vous nous manquez${NAME}. ${picked("Choisi pour vous :", "Voici les nouveautés :")}`,
      de: `Lange nicht gesehen${NAME}. ${picked("Für dich ausgesucht:", "Das ist neu:")}`,
      es: `Te echamos de menos${NAME}. ${picked("Elegido para ti:", "Mira las novedades:")}`,
    },
  },
  {
    key: "back-in-stock", name: "Back in stock", meaning: "To people who waited for something. Put the product's address in place of the shop's.", scope: "marketing", topic: "Back in stock",
    texts: {
      en: `Good news${NAME}: what you were waiting for is back in stock. You find it here: {{ shop.link }}`,
      fr: `Bonne nouvelle${NAME} : l'article que vous attendiez est de retour. Il est ici : {{ shop.link }}`,
      de: `Gute Nachricht${NAME}: Worauf du gewartet hast, ist wieder da. Du findest es hier: {{ shop.link }}`,
      es: `Buenas noticias${NAME}: lo que esperabas vuelve a estar disponible. Lo encuentras en {{ shop.link }}`,
    },
  },
  {
    key: "vip", name: "VIP preview", meaning: "To your best customers, before everybody else.", scope: "marketing", topic: null,
    texts: {
      en: `You are one of our best customers${NAME}. Thank you! Before everybody else, here is what is new: {{ shop.link }}`,
      fr: `Vous faites partie de nos meilleurs clients${NAME}. Merci ! Voici les nouveautés, avant tout le monde : {{ shop.link }}`,
      de: `Du gehörst zu unseren besten Kunden${NAME}. Danke! Das ist neu, und du siehst es vor allen anderen: {{ shop.link }}`,
      es: `Formas parte de nuestros mejores clientes${NAME}. ¡Gracias! Mira las novedades antes que nadie: {{ shop.link }}`,
    },
  },
  {
    key: "post-purchase", name: "After a purchase", meaning: "Some days after an order, to hear how they like it.", scope: "marketing", topic: null,
    texts: {
      en: `Thank you for your order${NAME}! How do you like {{ customer.last_product | default: "what you bought" }}? Just answer this text.`,
      fr: `Merci pour votre commande${NAME} ! Tout va bien avec {{ customer.last_product | default: "votre achat" }} ? Répondez simplement à ce message.`,
      de: `Danke für deine Bestellung${NAME}! Wie gefällt dir {{ customer.last_product | default: "dein Einkauf" }}? Antworte einfach auf diese Nachricht.`,
      es: `¡Gracias por tu pedido${NAME}! ¿Te gusta {{ customer.last_product | default: "tu compra" }}? Responde a este mensaje y nos cuentas.`,
    },
  },
];

export const isLanguage = (text: string): text is Language => LANGUAGES.some((each) => each === text);

/** Null: there is none of that name. */
export function starterDraft(key: string, language: Language): MessageDraft | null {
  const starter = STARTERS.find((each) => each.key === key);
  return starter ? { name: starter.name, definition: { ...EMPTY_MESSAGE, scope: starter.scope, topic: starter.topic, language, text: starter.texts[language] } } : null;
}
