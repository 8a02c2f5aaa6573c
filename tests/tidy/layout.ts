// Where things stand and what they may import.
import { dirname, join, normalize } from "node:path";
import { type Finding, isServer, isTest, type Rule, type Source } from "./source.ts";

/** A folder of app/ may import only folders above it, and itself. */
const ORDER = [
  "lib", "shops", "products", "customers", "consent", "platforms", "shopify", "inbox", "lists", "segments", "predictions", "messages",
  "outbox", "flows", "sync", "experiments", "attribution", "insights", "components", "routes",
];

/** Files at the top of app/ that domain code must not know: it is handed its world. */
const EDGE = ["app/env.server.ts", "app/db.server.ts", "app/world.server.ts", "app/http.server.ts", "app/log.server.ts", "app/merchant.server.ts", "app/shopify.server.ts"];

export const order: Rule = (source) => targets(source).flatMap((target) => {
  const [from, to] = [folderOf(source.path), folderOf(target)];
  if (from === null || isTest(source.path)) return [];
  if (to === null) return EDGE.includes(target) && !["routes", "components"].includes(from) ? [edge(source, target)] : [];
  if (ORDER.indexOf(to) <= ORDER.indexOf(from)) return [];
  return [{ path: source.path, what: `imports ${target}, a folder below ${from}`, do: "Let a row carry it down, or move the type up (docs/decisions.md has the order)." }];
});

const edge = (source: Source, target: string): Finding => ({ path: source.path, what: `imports ${target}`, do: "Take `world` as the first argument instead." });

export const folders: Rule = (source) => {
  const folder = folderOf(source.path);
  return folder === null || ORDER.includes(folder) ? [] : [{ path: source.path, what: `stands in app/${folder}, which is no folder of the house`, do: "Use the folder of its noun; a new noun needs a place in the order." }];
};

export const pure: Rule = (source) => {
  if (!isDecision(source.path)) return [];
  return targets(source).filter(isServer).map((target) => ({ path: source.path, what: `is pure and imports ${target}`, do: "Pass the value in, or name this file .server.ts." }));
};

/** Frameworks stay at the edge, so that a later move touches the edge alone. */
export const frameworks: Rule = (source) => {
  if (!source.path.startsWith("app/") || isTest(source.path)) return [];
  const atEdge = /^app\/((routes|components)\/|[^/]+$)/.test(source.path);
  return source.imports.flatMap((name) => {
    if (/^@(remix-run|shopify)\//.test(name) && !atEdge) return [{ path: source.path, what: `imports ${name}`, do: "Only routes, components and the edge files may; pass values in." }];
    if (/^@prisma\//.test(name) && !isServer(source.path)) return [{ path: source.path, what: `imports ${name}`, do: "Only .server.ts files may use Prisma." }];
    return [];
  });
};

const FORBIDDEN = /^(utils?|helpers?|common|core|services?|managers?|types|index|misc|shared)(\.|$)/;

export const names: Rule = (source) => {
  const name = source.path.split("/").at(-1) ?? "";
  const inRoutes = source.path.startsWith("app/routes/");
  const bad: Finding[] = [];
  if (source.path.split("/").some((step) => FORBIDDEN.test(step))) bad.push({ path: source.path, what: "has a name that says nothing", do: "Name it by the verb it decides or the noun it defines." });
  if (!inRoutes && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/.test(name)) bad.push({ path: source.path, what: "is not kebab-case", do: "Rename it in lower case with hyphens." });
  return bad;
};

const isDecision = (path: string) => path.startsWith("app/") && !isServer(path) && !isTest(path) && !/^app\/(routes\/|[^/]+$)/.test(path);

function folderOf(path: string): string | null {
  const [app, folder, file] = path.split("/");
  return app === "app" && folder && file ? folder : null;
}

/** The project's own files that a file imports, as paths from the root. */
function targets(source: Source): string[] {
  return source.imports.flatMap((name) => {
    if (name.startsWith("#")) return [name.slice(1)];
    if (name.startsWith(".")) return [normalize(join(dirname(source.path), name))];
    return [];
  });
}
