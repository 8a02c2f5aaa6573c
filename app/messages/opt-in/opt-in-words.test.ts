import { expect, test } from "vitest";
import { missingSentence, missingWords } from "./opt-in-words.ts";
import { replyText } from "../text/replies.ts";
import { LANGUAGES } from "../text/wording.ts";

test.each(LANGUAGES)("our own words in %s have all that is asked for", (language) => {
  const to = { brand: "Acme", support: "help@acme.example", cart: true, language };
  expect([missingWords("ask", replyText("confirm", to), "Acme"), missingWords("welcome", replyText("welcome", to), "Acme")]).toEqual([[], []]);
});

test("each thing that is left out is named", () => {
  expect(missingWords("ask", "Hi! Want our texts?", "Acme")).toHaveLength(6);
  expect(missingWords("ask", "Acme: Reply YES for 4 texts a month. Rates may apply. HELP for help.", "Acme")).toEqual(["STOP"]);
  expect(missingWords("ask", "Acme: Say if you want recurring texts. Msg&data rates may apply. HELP 4 help, STOP 2 end.", "Acme")).toEqual(["which word confirms (“Reply YES”)"]);
  expect(missingWords("welcome", "", "Acme")).toEqual([]);
});

test("a sentence names them all", () => {
  expect(missingSentence(["HELP"])).toBe("The law and carriers ask for what is missing here: HELP.");
  expect(missingSentence(["HELP", "how often", "STOP"])).toBe("The law and carriers ask for what is missing here: HELP, how often and STOP.");
});
