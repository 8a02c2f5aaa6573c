// The client's files. Everything under assets/ has its hash in its name and never changes. Packed once
// and kept in memory: a build is some two megabytes.
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};
const IS_TEXT = /^text\/|json|svg/;
const HOUR_S = 3_600;
const YEAR_S = 31_536_000;

type File = { bytes: Buffer; packed?: Buffer; type: string; cacheControl: string };

/** Answers and says true where the path is a file; the files are read once, so a new build needs a new process. */
export function staticFiles(folder: URL): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<boolean> {
  const files = read(fileURLToPath(folder));
  return async (incoming, outgoing) => {
    if (incoming.method !== "GET" && incoming.method !== "HEAD") return false;
    const file = files.get((incoming.url ?? "/").split("?", 1)[0] ?? "/");
    if (!file) return false;
    const packed = /\bbr\b/.test(String(incoming.headers["accept-encoding"] ?? "")) ? pack(file) : undefined;
    outgoing.writeHead(200, {
      "content-type": file.type,
      "cache-control": file.cacheControl,
      "content-length": (packed ?? file.bytes).length,
      "x-content-type-options": "nosniff",
      ...(packed ? { "content-encoding": "br", vary: "accept-encoding" } : {}),
    });
    outgoing.end(incoming.method === "HEAD" ? undefined : packed ?? file.bytes);
    return true;
  };
}

function read(root: string): Map<string, File> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.flatMap((entry): [string, File][] => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(root, path).split(sep).join("/");
      // .vite/ holds the bundler's own notes.
      if (name.startsWith(".")) return [];
      const cacheControl = name.startsWith("assets/") ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${HOUR_S}`;
      return [[`/${name}`, { bytes: readFileSync(path), type: TYPES[extname(name)] ?? "application/octet-stream", cacheControl }]];
    }),
  );
}

function pack(file: File): Buffer | undefined {
  if (!IS_TEXT.test(file.type)) return undefined;
  file.packed ??= brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
  return file.packed;
}
