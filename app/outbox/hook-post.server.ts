// One call of a hook: signed, to the open internet alone, and what came of it in words.
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { SIGNATURE_HEADER, signatureOf } from "./hook.ts";

export const POST_TIMEOUT_MS = seconds(10);

/** `status` null: no answer came. `problem` null: it was taken. */
export type Posted = { status: number | null; problem: string | null };

export async function postHook(world: World, { url, secret }: { url: string; secret: string }, body: string, now: Date): Promise<Posted> {
  const answer = await world.http.send({
    method: "POST", url, reach: "public", timeoutMs: POST_TIMEOUT_MS, body,
    headers: { "content-type": "application/json", "user-agent": "Segue", [SIGNATURE_HEADER]: signatureOf(secret, body, now) },
  });
  if (answer.kind === "none") return { status: null, problem: `No answer came: ${answer.reason.replace(/\.$/, "")}.` };
  const isTaken = answer.status >= 200 && answer.status < 300;
  return { status: answer.status, problem: isTaken ? null : `It answered ${answer.status}.` };
}
