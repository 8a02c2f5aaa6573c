// Questions that somebody waits for: what takes longer than a person would wait, or what nobody waits for any more,
// is stopped, and the database is free again.
import { transact, type World } from "../lib/world.ts";
import { limitPreview } from "./preview-rows.server.ts";

/** Null where it was stopped. The signal says that nobody waits any more. */
export async function limited<Result>(world: World, timeoutMs: number, work: (inside: World) => Promise<Result>, signal?: AbortSignal): Promise<Result | null> {
  try {
    return await transact(world, async (inside) => {
      await limitPreview(inside, timeoutMs);
      return work(inside);
    }, signal);
  } catch (thrown) {
    if (signal?.aborted || isTimeout(thrown)) return null;
    throw thrown;
  }
}

/** query_canceled, by statement_timeout. */
const isTimeout = (thrown: unknown) => typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "57014";
