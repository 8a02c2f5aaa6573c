// The theme extension as Shopify would take it: checked by its own checker, light, in languages that say the same things,
// with a schema of settings that exist, and with words beside the box that the app knows again.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { themeCheckRun } from "@shopify/theme-check-node";
import { expect, test } from "vitest";
import { z } from "zod";
import { judgeShown, wordsOf } from "#app/messages/opt-in/opt-in-disclosure.ts";
import { LANGUAGES } from "#app/messages/text/wording.ts";

const ROOT = fileURLToPath(new URL("sms-opt-in/", import.meta.url));
const WEIGHT_BYTES_MAX = 10_000;
const read = (path: string) => readFileSync(ROOT + path, "utf8");
const json = (path: string): unknown => JSON.parse(read(path));

test("Shopify's theme check finds nothing.", async () => {
  const { offenses } = await themeCheckRun(ROOT.replace(/\/$/, ""), fileURLToPath(new URL("sms-opt-in.theme-check.yml", import.meta.url)));
  expect(offenses.map(({ check, message, uri, start }) => `${check}: ${message} (${uri.slice(uri.lastIndexOf("/") + 1)}:${start.line + 1})`)).toEqual([]);
});

test("It holds the folders that Shopify takes and no other, and its script and style are light.", () => {
  expect(readdirSync(ROOT).sort()).toEqual(["assets", "blocks", "locales", "shopify.extension.toml", "snippets"]);
  const bytes = readdirSync(`${ROOT}assets`).map((name) => statSync(`${ROOT}assets/${name}`).size);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(WEIGHT_BYTES_MAX);
});

const keysOf = (value: unknown, path = ""): string[] =>
  typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, below]) => keysOf(below, `${path}.${key}`)) : [path];

test.each([".json", ".schema.json"])("Every language has the same words (%s), and none is empty.", (ending) => {
  const own = readdirSync(`${ROOT}locales`).filter((name) => name.endsWith(ending) && name.endsWith(".schema.json") === (ending === ".schema.json"));
  expect(own).toHaveLength(LANGUAGES.length);
  const keys = keysOf(json(`locales/en.default${ending}`)).sort();
  for (const name of own) {
    expect(keysOf(json(`locales/${name}`)).sort()).toEqual(keys);
    expect(read(`locales/${name}`)).not.toMatch(/: ""/);
  }
});

const Setting = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["header", "paragraph"]), content: z.string() }),
  z.strictObject({ type: z.enum(["text", "url"]), id: z.string(), label: z.string(), info: z.string().optional() }),
  z.strictObject({ type: z.literal("checkbox"), id: z.string(), label: z.string(), default: z.boolean() }),
  z.strictObject({ type: z.literal("color"), id: z.string(), label: z.string(), default: z.string().regex(/^#[0-9a-f]{6}$/) }),
  z.strictObject({ type: z.literal("select"), id: z.string(), label: z.string(), options: z.array(z.strictObject({ value: z.string(), label: z.string() })).min(2), default: z.string() }),
]);
/** Shopify's limit on a block's name. */
const NAME_CHARS_MAX = 25;
const Schema = z.strictObject({ name: z.string(), target: z.enum(["section", "body"]), stylesheet: z.string(), javascript: z.string(), settings: z.array(Setting) });

test.each([["opt-in", "section"], ["opt-in-embed", "body"]])("The settings of %s exist, have their own ids, a default among their options, and words in the locale files.", (name, target) => {
  const schema = Schema.parse(JSON.parse(/\{% schema %\}(.*)\{% endschema %\}/s.exec(read(`blocks/${name}.liquid`))?.[1] ?? ""));
  expect(schema.target).toBe(target);
  const ids = schema.settings.flatMap((setting) => ("id" in setting ? [setting.id] : []));
  expect(new Set(ids).size).toBe(ids.length);
  for (const setting of schema.settings) if (setting.type === "select") expect(setting.options.map(({ value }) => value)).toContain(setting.default);
  const said = JSON.stringify(schema).match(/t:opt_in\.\w+/g) ?? [];
  for (const file of readdirSync(`${ROOT}locales`).filter((each) => each.endsWith(".schema.json"))) {
    const words = z.object({ opt_in: z.record(z.string(), z.string()) }).parse(json(`locales/${file}`)).opt_in;
    expect(said.filter((key) => words[key.slice("t:opt_in.".length)] === undefined)).toEqual([]);
    expect((words[schema.name.slice("t:opt_in.".length)] ?? "").length).toBeLessThanOrEqual(NAME_CHARS_MAX);
  }
  for (const file of [schema.stylesheet, schema.javascript]) expect(statSync(`${ROOT}assets/${file}`).isFile()).toBe(true);
});

test.each(LANGUAGES)("The app knows the form's words again in %s; words that are changed by one sign prove less.", (locale) => {
  const words = z.object({ opt_in: z.object({ locale: z.literal(locale), disclosure: z.string(), disclosure_cart: z.string(), terms: z.string(), privacy: z.string() }) }).parse(json(`locales/${locale === "en" ? "en.default" : locale}.json`)).opt_in;
  const wording = /name="wording" value="([^"]+)"/.exec(read("snippets/sms-opt-in-form.liquid"))?.[1] ?? "";
  const [terms, privacy] = ["https://acme.example/terms", "https://acme.example/privacy"];
  for (const cart of [false, true]) {
    const page = { wording, locale, brand: "Acme $& Co", cart, terms, privacy };
    const shown = `${(cart ? words.disclosure_cart : words.disclosure).replace("[brand]", () => page.brand)} ${words.terms}: ${terms} ${words.privacy}: ${privacy}`;
    expect(wordsOf(page)).toBe(shown);
    expect(judgeShown({ ...page, shown: ` ${shown.replace(" ", "\n  ")}` })).toMatchObject({ disclosure: { version: `opt-in-${wording}`, text: shown, locale }, scopes: cart ? ["marketing", "cartReminders"] : ["marketing"] });
    expect(judgeShown({ ...page, shown: shown.slice(0, -1) })).toMatchObject({ disclosure: { version: expect.stringMatching(/^page-[0-9a-f]{16}$/), text: shown.slice(0, -1) }, scopes: ["marketing"] });
  }
  expect(wordsOf({ wording: "constructor", locale, brand: "Acme", cart: false, terms, privacy })).toBe(null);
});

test("Nobody's box is ticked beforehand, and what the law wants to stand beside it stands there.", () => {
  const form = read("snippets/sms-opt-in-form.liquid");
  expect(form).not.toMatch(/checked/);
  const en = wordsOf({ wording: "1", locale: "en", brand: "Acme", cart: true, terms: "", privacy: "" }) ?? "";
  for (const wanted of ["recurring automated marketing", "cart reminders", "Acme", "not a condition of any purchase", "frequency varies", "data rates may apply", "HELP", "STOP"]) expect(en).toContain(wanted);
});
