// The worker as one file, made once by each process that runs tests: a process that is soon to die need not
// find and link some 500 modules first, which is half of its life. Several files of tests share it one after
// the other, so that it is there until the run is over.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inject } from "vitest";

/** Packages of the older kind ask for Node's own modules by `require`. */
const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));

export async function bundleWorker(): Promise<{ child: string; preload: string }> {
  const outdir = mkdtempSync(join(inject("scratchDir"), "worker-"));
  await build({
    entryPoints: { child: path("child.ts"), preload: path("../../../sandbox/preload.ts") },
    outdir, bundle: true, platform: "node", format: "esm", target: "node24",
    outExtension: { ".js": ".mjs" },
    banner: { js: REQUIRE },
    logLevel: "error",
  });
  return { child: join(outdir, "child.mjs"), preload: join(outdir, "preload.mjs") };
}
