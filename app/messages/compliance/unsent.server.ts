// Pump: what the gate skipped or put off, and what the provider refused at once, becomes an event of whom the text was for, so that
// segments and flows can ask about it.
import { writeFacts } from "../../customers/apply.server.ts";
import { noFacts } from "../../customers/fact.ts";
import { lockFacts } from "../../customers/rows.server.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { transact } from "../../lib/world.ts";
import { unsentEvents } from "./unsent.ts";
import { isAnyUnsent, noteUnsentTold, takeUnsent } from "./unsent-rows.server.ts";

const UNSENT_MAX = 500;

export const unsent: Pump = {
  name: "unsent",
  step: (world, shop) => transact(world, async (within) => {
    // Before any row of a text: whoever merges customers holds the facts, and then wants their decisions.
    await lockFacts(within, shop);
    const taken = await takeUnsent(within, shop, UNSENT_MAX);
    if (taken.length === 0) return 0;
    const now = world.now();
    const events = unsentEvents(taken);
    await writeFacts(within, shop, { ...noFacts(), events }, { now, live: true });
    await noteUnsentTold(within, shop, taken.map(({ decisionId }) => decisionId));
    await world.point("unsent:before-commit");
    if (events.length > 0) await wake(within, shop, "evaluate");
    return taken.length;
  }),
  isDue: (world, shop) => isAnyUnsent(world, shop),
};
