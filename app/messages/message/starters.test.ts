import { expect, test } from "vitest";
import { ShopId } from "../../lib/ids.ts";
import { checkMessage } from "./check-message.ts";
import { exampleText } from "./example-text.ts";
import { starterDraft, STARTERS } from "./starters.ts";
import { LANGUAGES } from "../text/wording.ts";
import { TextSettings } from "../settings/text-settings.ts";

const facts = { name: "Acme", domain: "acme.myshopify.com", host: "acme.example", currency: "EUR", timeZone: "UTC", contact: null, preferences: "https://segue.example.com/p/x" };
const example = { shop: ShopId.parse(7), facts, settings: TextSettings.parse({ brand: "Acme" }), linkHost: "go.acme.example", coupons: new Map() };
const around = { brand: "Acme", hosts: { allowed: [facts.host], linkHost: "go.acme.example" }, coupons: new Set<number>() };

test.each(STARTERS.flatMap(({ key }) => LANGUAGES.map((language) => [key, language] as const)))("%s in %s can be saved as it is, has nothing to object to, and takes two parts at most", (key, language) => {
  const draft = starterDraft(key, language);
  if (!draft) throw new Error(key);
  expect(checkMessage(draft.definition, around)).toEqual({ problems: [], notices: [] });
  const shown = exampleText(example, draft.definition, new Date("2026-11-26T12:00:00Z"));
  expect(shown).toMatchObject({ unfit: null, parts: { encoding: "GSM-7" } });
  expect(shown?.parts.parts).toBeLessThanOrEqual(2);
});
