// What the storefront's form is answered, by language. The same for everybody: it tells nobody who gets texts already.
import type { Language } from "../text/wording.ts";

export type FormWords = { title: string; done: string; stopped: string; phone: string; phoneWrong: string; consentMissing: string; busy: string; wrong: string; submit: string; back: string };

export const FORM_WORDS: Readonly<Record<Language, FormWords>> = {
  en: {
    title: "Texts from [brand]", done: "Check your phone", stopped: "We have sent you a text. Reply YES to it, and you are in. If none comes, you may have stopped our texts before: text us START to get them again.",
    phone: "Mobile number", phoneWrong: "Enter a mobile number that can get texts, such as [example].", consentMissing: "Tick the box if you want texts.",
    busy: "This was sent too often. Try again in an hour.", wrong: "This page is out of date. Go back, load it again, and send it once more.", submit: "Sign up", back: "Back to the shop",
  },
  fr: {
    title: "SMS de [brand]", done: "Regardez votre téléphone", stopped: "Nous vous avons envoyé un SMS. Répondez OUI pour confirmer. Si rien n’arrive, vous avez peut-être arrêté nos SMS : envoyez-nous START pour les recevoir à nouveau.",
    phone: "Numéro de mobile", phoneWrong: "Indiquez un numéro de mobile qui reçoit les SMS, par exemple [example].", consentMissing: "Cochez la case si vous voulez recevoir des SMS.",
    busy: "Trop d’envois. Réessayez dans une heure.", wrong: "Cette page n’est plus à jour. Revenez en arrière, rechargez-la et envoyez-la de nouveau.", submit: "S’inscrire", back: "Retour à la boutique",
  },
  de: {
    title: "SMS von [brand]", done: "Schauen Sie auf Ihr Telefon", stopped: "Wir haben Ihnen eine SMS geschickt. Antworten Sie mit JA, um zu bestätigen. Kommt keine an, haben Sie unsere SMS vielleicht abbestellt: Mit START erhalten Sie sie wieder.",
    phone: "Handynummer", phoneWrong: "Geben Sie eine Handynummer an, die SMS empfängt, zum Beispiel [example].", consentMissing: "Setzen Sie den Haken, wenn Sie SMS erhalten möchten.",
    busy: "Das wurde zu oft gesendet. Versuchen Sie es in einer Stunde wieder.", wrong: "Diese Seite ist veraltet. Gehen Sie zurück, laden Sie sie neu und senden Sie sie noch einmal.", submit: "Anmelden", back: "Zurück zum Shop",
  },
  es: {
    title: "Mensajes de [brand]", done: "Mira tu teléfono", stopped: "Te hemos enviado un mensaje. Responde SI para confirmar. Si no llega, quizá cancelaste nuestros mensajes: envíanos START para recibirlos de nuevo.",
    phone: "Número de móvil", phoneWrong: "Escribe un número de móvil que reciba mensajes, por ejemplo [example].", consentMissing: "Marca la casilla si quieres recibir mensajes.",
    busy: "Se ha enviado demasiadas veces. Inténtalo en una hora.", wrong: "Esta página ya no está al día. Vuelve atrás, cárgala de nuevo y envíala otra vez.", submit: "Suscribirme", back: "Volver a la tienda",
  },
};
