// A browser from npm alone (@sparticuz/chromium), for the end-to-end tests and for looking at pages.
// The package unpacks itself into shared temporary files without a lock, and its libraries only on
// Amazon's machines; so it is unpacked here, once a version, into a folder that appears whole. Beside
// those libraries it needs nothing but Debian's libc6 and libgcc-s1. CHROMIUM_PATH names another one.
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdtemp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

/** The background services would look up hosts that a closed network refuses. */
const FLAGS = [
  "--no-sandbox",
  "--no-zygote",
  "--renderer-process-limit=1",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-domain-reliability",
  "--no-pings",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  // Shopify's library turns away whatever calls itself headless, as it does crawlers.
  "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
];

export async function openBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return chromium.launch({ executablePath: own, args: FLAGS });
  const folder = await unpacked();
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_PATH: folder, HOME: process.env.HOME ?? folder };
  return chromium.launch({ executablePath: join(folder, "chromium"), args: FLAGS, env: defined(env) });
}

async function unpacked(): Promise<string> {
  const root = dirname(dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const cache = fileURLToPath(new URL("../node_modules/.cache/segue/", import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "unpacking-"));
  await unpackInto(staging, join(root, "bin"));
  await writeFile(join(staging, "fonts.conf"), fontList(folder));
  // Whoever was faster has put the same there.
  await rename(staging, folder).catch(() => rm(staging, { recursive: true, force: true }));
  return folder;
}

async function unpackInto(folder: string, packed: string): Promise<void> {
  const program = createWriteStream(join(folder, "chromium"), { mode: 0o755 });
  await pipeline(createReadStream(join(packed, "chromium.br")), createBrotliDecompress(), program);
  for (const name of ["al2023", "fonts", "swiftshader"]) {
    const tar = spawn("tar", ["-x", "-C", folder], { stdio: ["pipe", "ignore", "inherit"] });
    const ended = new Promise<number | null>((resolve, reject) => tar.once("error", reject).once("close", resolve));
    // tar closes its input at the archive's end mark, before the padding; its exit status tells how it went.
    await pipeline(createReadStream(join(packed, `${name}.tar.br`)), createBrotliDecompress(), tar.stdin).catch(() => {});
    if ((await ended) !== 0) throw new Error(`tar could not unpack ${name}.tar`);
  }
}

/** The package's own names folders of Amazon's machines. Its font alone is used, so that pages look the same everywhere. */
function fontList(folder: string): string {
  const path = (name: string) => join(folder, name).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<?xml version="1.0"?>\n<fontconfig><dir>${path("fonts")}</dir><cachedir>${path("font-cache")}</cachedir></fontconfig>\n`;
}

function defined(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
