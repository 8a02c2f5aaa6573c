// Blocks of the app's theme extension, rendered with as much of Shopify's Liquid as they use: settings with their defaults,
// translations, the shop, its countries and the request.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Liquid, TagToken, type TopLevelToken } from "liquidjs";
import { z } from "zod";
import { Html } from "#sandbox/frame/html.ts";
import { handleOf } from "#sandbox/frame/stage.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";

const EXTENSION = fileURLToPath(new URL("../../extensions/sms-opt-in/", import.meta.url));
const ASSETS = ["sms-opt-in.js", "sms-opt-in.css"] as const;
export const LOCALES = ["en", "fr", "de", "es"] as const;
export type Locale = (typeof LOCALES)[number];

/** Those that the shop's market pages would offer. */
const COUNTRIES = [["US", "United States"], ["CA", "Canada"], ["FR", "France"], ["DE", "Germany"], ["ES", "Spain"], ["GB", "United Kingdom"]] as const;

const Schema = z.object({ settings: z.array(z.object({ id: z.string(), default: z.unknown() }).partial()), stylesheet: z.string(), javascript: z.string() });
type Words = { [key: string]: string | Words };
const Words: z.ZodType<Words> = z.lazy(() => z.record(z.string(), z.union([z.string(), Words])));

const read = (path: string) => readFileSync(EXTENSION + path, "utf8");

function engine(locale: Locale): Liquid {
  const words = Words.parse(JSON.parse(read(`locales/${locale === "en" ? "en.default" : locale}.json`)));
  const liquid = new Liquid({ root: `${EXTENSION}snippets`, extname: ".liquid", strictFilters: true });
  liquid.registerFilter("t", (key: string) => {
    const found = key.split(".").reduce<string | Words | undefined>((at, step) => (typeof at === "object" ? at[step] : undefined), words);
    return typeof found === "string" ? found : `translation missing: ${key}`;
  });
  liquid.registerFilter("asset_url", (name: string) => `/sandbox/theme/${name}`);
  liquid.registerTag("schema", {
    parse(_: TagToken, rest: TopLevelToken[]) {
      while (rest.length > 0) {
        const next = rest.shift();
        if (next instanceof TagToken && next.name === "endschema") return;
      }
    },
    render: () => "",
  });
  return liquid;
}

export type Place = { shop: Shop; locale: Locale; path: string; settings?: Record<string, unknown> };

/** With the style and the script that Shopify loads for it. */
export function block(name: "opt-in" | "opt-in-embed", { shop, locale, path, settings = {} }: Place): Html {
  const source = read(`blocks/${name}.liquid`);
  const [, json = "{}"] = /\{%-? schema -?%\}(.*?)\{%-? endschema/s.exec(source) ?? [];
  const schema = Schema.parse(JSON.parse(json));
  const defaults = Object.fromEntries(schema.settings.flatMap((setting) => (setting.id === undefined ? [] : [[setting.id, setting.default ?? ""]])));
  const url = `https://${shop.settings.domain}`;
  const globals = {
    shop: { name: shop.settings.name, url, terms_of_service: { url: "/policies/terms-of-service" }, privacy_policy: { url: "/policies/privacy-policy" } },
    localization: { country: { iso_code: "US" }, available_countries: COUNTRIES.map(([iso_code, name]) => ({ iso_code, name })) },
    request: { origin: url, path, locale: { iso_code: locale } },
    routes: { root_url: `/shop/${handleOf(shop)}` },
  };
  const body = z.string().parse(engine(locale).parseAndRenderSync(source, { block: { id: name, settings: { ...defaults, ...settings }, shopify_attributes: `data-shopify-editor-block="${name}"` } }, { globals }));
  return new Html(`<link rel="stylesheet" href="/sandbox/theme/${schema.stylesheet}"><script src="/sandbox/theme/${schema.javascript}" defer></script>${body}`);
}

/** undefined: no such file of the extension's. */
export function themeAsset(name: string): Response | undefined {
  const found = ASSETS.find((each) => each === name);
  if (!found || !existsSync(`${EXTENSION}assets/${found}`)) return undefined;
  return new Response(read(`assets/${found}`), { headers: { "content-type": found.endsWith(".js") ? "text/javascript" : "text/css", "cache-control": "no-cache" } });
}
