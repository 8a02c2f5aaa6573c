// Runs one worker in a process of its own, and tells how it ended.
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "./bundle.ts";
import type { AskedOrder } from "./order.ts";

/** Workers start in a third of the time when they need not compile the same code anew. */
const CODE_CACHE = join(tmpdir(), "segue-code-cache");

const bundle = await bundleWorker();

type Order = Omit<AskedOrder, "idPrefix">;

/** Returns the point it died at, or null when it came to rest alive. With a sandbox, that is its Shopify. */
export function runWorker(order: Order, worker: number, sandboxUrl?: string): Promise<string | null> {
  const whole: AskedOrder = { ...order, idPrefix: String(worker).padStart(6, "0") };
  const preload = sandboxUrl === undefined ? [] : ["--import", bundle.preload];
  const child = spawn(process.execPath, [...preload, bundle.child, JSON.stringify(whole)], {
    env: { ...process.env, NODE_ENV: "test", NODE_COMPILE_CACHE: CODE_CACHE, ...(sandboxUrl !== undefined && { SANDBOX_URL: sandboxUrl }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [point, complaint] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (point += text.toString()));
  child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  return new Promise((resolve, reject) => {
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(point.trim());
      else if (code === 0) resolve(null);
      else reject(new Error(`a worker ended with ${code ?? signal}: ${complaint}`));
    });
  });
}
