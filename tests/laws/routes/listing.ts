// Every route of the app, read from its files, so that a new one is attacked from its first day.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Route = {
  /** Remix's own name for it, as in ?_data=. */
  id: string;
  /** "/app/segments/:id"; "*" is the rest of the address. */
  path: string;
  hasLoader: boolean;
  hasAction: boolean;
  /** Has something to render, so that it is also asked for as a document. */
  isPage: boolean;
};

const FOLDER = fileURLToPath(new URL("../../../app/routes/", import.meta.url));
const exportsA = (text: string, name: string) => new RegExp(`^export (async function|function|const) ${name}\\b`, "m").test(text);

export function allRoutes(): Route[] {
  return readdirSync(FOLDER).filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.")).sort().map((file) => {
    const name = file.replace(/\.tsx?$/, "");
    const text = readFileSync(FOLDER + file, "utf8");
    return { id: `routes/${name}`, path: pathOf(name), hasLoader: exportsA(text, "loader"), hasAction: exportsA(text, "action"), isPage: /^export default /m.test(text) };
  });
}

/** The ids of those that begin so. */
export const routesOf = (start: string): string[] => allRoutes().flatMap(({ id }) => (id.startsWith(start) ? [id] : []));

function pathOf(name: string): string {
  // A dot in brackets is one of the address.
  const steps = name.replaceAll("[.]", "\0").split(".").map((step) => step.replaceAll("\0", ".")).filter((step) => step !== "_index").map((step) => step.replace(/_$/, ""));
  return `/${steps.map((step) => (step === "$" ? "*" : step.replace(/^\$/, ":"))).join("/")}`;
}

/** The address with its blanks filled. Remix wants to be told where the index of a folder is meant. */
export function addressOf(route: Route, blanks: Record<string, string>, query: Record<string, string> = {}): string {
  const path = route.path.replaceAll(/:(\w+)|\*/g, (_, name?: string) => {
    const value = blanks[name ?? "*"];
    if (value === undefined) throw new Error(`${route.id} has the blank ${name ?? "*"}, for which this test has no values. Give it some in routes/full-shops.ts.`);
    return value;
  });
  const search = new URLSearchParams(query).toString();
  const index = route.id.endsWith("_index") ? "index" : "";
  return [path, [index, search].filter(Boolean).join("&")].filter(Boolean).join("?");
}
