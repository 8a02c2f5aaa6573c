// Everything that the gate is to know of texts that are due, loaded in sets; the numbers are held already.
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { placesOf } from "../messages/campaigns/campaign-place.server.ts";
import type { Person } from "../messages/gate/facts.ts";
import type { GateRules } from "../messages/gate/gate-rules.ts";
import { type GatePerson, gatePeople } from "../messages/gate/people.server.ts";
import { phonesOf } from "../messages/talk/phone-rows.server.ts";
import type { Draft } from "../messages/message/write-text.server.ts";
import { type Sending, senderOf } from "../messages/sender.ts";
import type { TextSettings } from "../messages/settings/text-settings.ts";
import type { TextCase } from "./text-decide.ts";
import type { TextRow } from "./text-row.ts";
import { orderedSince } from "./text-rows.server.ts";
import { NOBODYS, wordsOf, type WrittenWords } from "./text-words.server.ts";

/** `drafts`: by text, of those for which something is made before they go. */
export type Gathered = { cases: TextCase[]; people: Map<NumberHash, GatePerson>; drafts: Map<string, Draft> };

export async function gather(world: World, shop: ShopId, rows: readonly TextRow[], { settings, rules, sending, now }: { settings: TextSettings; rules: GateRules; sending: Sending | null; now: Date }): Promise<Gathered> {
  const phones = await phonesOf(world, shop, rows);
  const people = await gatePeople(world, shop, { settings, rules }, rows.map(({ number, customerId, flowLimit }) => ({ number, customerId, phone: phones.get(number) ?? "", limit: flowLimit })), now);
  const words = await wordsOf(world, shop, { rows, people, settings, now, making: { isDry: true } });
  const ordered = await orderedSince(world, shop, rows.flatMap(({ textId, customerId, cart }) => (cart && customerId ? [{ textId, customerId, leftAt: new Date(cart.leftAt) }] : [])), now);
  const places = await placesOf(world, shop, rows);
  const cases = rows.flatMap((row) => {
    const phone = phones.get(row.number) ?? null;
    const found = people.get(row.number);
    const written = words.get(row.textId);
    return found ? [{ row, phone, person: personFor(row, phone, found), words: isWritten(written) ? written : NOBODYS, sender: senderOf(sending, row.class, found.country), isOrdered: ordered.has(row.textId), place: places.get(row.textId) ?? "in" }] : [];
  });
  const drafts = new Map([...words].flatMap(([textId, written]) => (isWritten(written) && written.draft ? [[textId, written.draft] as const] : [])));
  return { cases, people, drafts };
}

export const isWritten = (words: WrittenWords | "waiting" | undefined): words is WrittenWords => words !== undefined && words !== "waiting";

/** The customer whom a text is about may be gone though the number is not. */
const personFor = ({ customerId }: TextRow, phone: string | null, { person, customers }: GatePerson): Person =>
  ({ ...person, isGone: customerId !== null && !customers.has(customerId), number: phone === null ? null : person.number });
