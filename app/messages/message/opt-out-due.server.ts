// Whether a text to each of these numbers must say how to end the texts, by what they were sent before and what their
// consent rests on.
import { heldConsent } from "../../consent/held.ts";
import { numberStates, type NumberState } from "../../consent/ledger-rows.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import type { ShopId } from "../../lib/ids.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import type { MessageDefinition } from "./message.ts";
import { type OptOutDue, optOutDue, saysHowToStop } from "../text/wording.ts";
import { toldTo } from "../talk/told-rows.server.ts";
import type { PersonRow } from "./values-facts.ts";

/** Longer than any reminder is due after. */
const LOOKED_BACK_MS = days(31);

/** Null: the ledger does not know the number. */
export type HeldState = Pick<NumberState, "state" | "entries"> | null;

type Asked = { number: NumberHash; textId: string | null; person: PersonRow | null; held?: HeldState | undefined };

/** By number. `held`: where the caller knows it. `textId`: of the text that is being written, which is none that was sent before. */
export async function optOutsDue(world: World, shop: ShopId, asked: readonly Asked[], scope: MessageDefinition["scope"], now: Date): Promise<Map<NumberHash, OptOutDue | null>> {
  const byNumber = new Map(asked.map((one) => [one.number, one]));
  const states = await numberStates(world, shop, [...byNumber.values()].flatMap(({ number, held }) => (held === undefined ? [number] : [])));
  const told = await toldTo(world, shop, [...byNumber.values()].map(({ number, textId }) => ({ number, textId })), earlier(now, LOOKED_BACK_MS));
  return new Map(told.map(({ number, hadBefore, texts }) => {
    const { person = null, held } = byNumber.get(number) ?? {};
    const state = held === undefined ? states.get(number) : held;
    const { basis } = heldConsent(state && state.entries > 0 ? state.state : null, person, now.getTime()).consent[scope];
    const facts = { basis: basis === "express" ? "express" as const : "implied" as const, isFirst: !hadBefore, lastToldAt: texts.find(({ body }) => saysHowToStop(body))?.at ?? null };
    const dues = [person?.phoneCountry ?? null, person?.country ?? null].map((country) => optOutDue({ ...facts, country }, now));
    return [number, dues.find((due) => due !== null) ?? null];
  }));
}
