// Scripts for the browser, bundled from TypeScript when first asked for and kept.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const bundles = new Map<string, Promise<string>>();

/** `name` is a file of browser/ without its ending. */
export function bundle(name: "admin" | "app-bridge"): Promise<string> {
  const made = bundles.get(name) ?? make(name);
  bundles.set(name, made);
  return made;
}

async function make(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url));
  const results = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("browser/", import.meta.url)),
    build: { write: false, minify: false, target: "es2022", lib: { entry, formats: ["iife"], name: "sandbox" } },
  });
  const [result] = Array.isArray(results) ? results : [results];
  if (!result || !("output" in result)) throw new Error(`${name} could not be bundled`);
  return result.output[0].code;
}
