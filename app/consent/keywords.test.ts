import { expect, test } from "vitest";
import { type Meaning, readReply } from "./keywords.ts";

const TABLE: Record<Exclude<Meaning, "none">, string[]> = {
  optOut: [
    "STOP", " stop. ", "\"Stop\"", "S T O P", "STOP 🛑", "ＳＴＯＰ", "STOPALL", "stop all", "Unsubscribe", "cancel", "END", "quit!", "Revoke", "optout", "Opt-Out", "opt out", "REMOVE", "ARRET", "arrêt", "TD",
    "Stop.\n\nSent from my iPhone", "please stop texting me", "take me off your list", "Remove me", "No more texts!!", "leave me alone", "wrong number", "don’t text me again", "no mas", "¡Basta!", "je veux me désabonner", "Keine SMS mehr bitte", "I withdraw my consent",
  ],
  suspected: ["do you stop at 5?", "please cancel", "quit it", "who is this?", "this is SPAM", "🛑", "not interested", "my attorney will hear of this", "arrêt svp"],
  help: ["HELP", "help?", "Info", "AIDE"],
  optIn: ["START", "unstop", "Yes", "subscribe", "JOIN"],
};

test.each(Object.entries(TABLE).flatMap(([meaning, texts]) => texts.map((text) => [text, meaning])))("%j means %s", (text, meaning) => {
  expect(readReply(text).meaning).toBe(meaning);
});

test.each(["", "thanks!", "ok", "my parents love the weekend special", "can I return the friendly gift?", "removed the item from the order", "…"])("%j says nothing about texts", (text) => {
  expect(readReply(text)).toEqual({ meaning: "none", words: null, language: null });
});

test("a reading names the words and the language that decided it", () => {
  expect(readReply("Arrêt")).toEqual({ meaning: "optOut", words: "ARRET", language: "fr" });
});
