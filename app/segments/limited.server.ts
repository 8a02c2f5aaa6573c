// Questions that somebody waits for: what takes longer than a person would wait is stopped, and the
// database is free again.
import { transact, type World } from "../lib/world.ts";
import { limitPreview } from "./preview-rows.server.ts";

/** Null where it was stopped. */
export async function limited<Result>(world: World, timeoutMs: number, work: (inside: World) => Promise<Result>): Promise<Result | null> {
  try {
    return await transact(world, async (inside) => {
      await limitPreview(inside, timeoutMs);
      return work(inside);
    });
  } catch (thrown) {
    if (isTimeout(thrown)) return null;
    throw thrown;
  }
}

/** query_canceled, by statement_timeout. */
const isTimeout = (thrown: unknown) => typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "57014";
