// The app's end of the line to the admin around it.
import { type FromApp, isEnvelope, type Question, type Questions, type ToApp } from "./messages.ts";

/** Only the admin that frames us hears what we say. */
const admin = location.ancestorOrigins?.[0] ?? (document.referrer ? new URL(document.referrer).origin : location.origin);

const waiting = new Map<number, (answer: unknown) => void>();
const listeners = new Set<(message: ToApp) => void>();
let asked = 0;

export function say(message: FromApp): void {
  parent.postMessage({ segueBridge: 1, say: message }, admin);
}

export function ask<Q extends Question>(question: Q, ask: Questions[Q]["ask"]): Promise<Questions[Q]["answer"]> {
  const id = ++asked;
  return new Promise((resolve) => {
    waiting.set(id, (answer) => resolve(answer as Questions[Q]["answer"]));
    parent.postMessage({ segueBridge: 1, question, id, ask }, admin);
  });
}

export function hear(listen: (message: ToApp) => void): void {
  listeners.add(listen);
}

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== admin || !isEnvelope(event.data)) return;
  if ("answerTo" in event.data) {
    waiting.get(event.data.answerTo)?.(event.data.answer);
    waiting.delete(event.data.answerTo);
  } else if ("say" in event.data) {
    for (const listen of listeners) listen(event.data.say as ToApp);
  }
});
