// Looks up a number in the ledger. The number is hashed here and kept nowhere.
import { z } from "zod";
import { strictest } from "../../consent/grant.ts";
import { entriesOf, headOf, numberStates } from "../../consent/ledger-rows.server.ts";
import { numberHasher } from "../../consent/number.server.ts";
import { heldConsent } from "../../consent/held.ts";
import { unmet } from "../../consent/number-state.ts";
import { smsWord } from "../../customers/sms-word-rows.server.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { checkChain, type NumberLook } from "./ledger-look.ts";

const Owner = z.object({ customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(), smsState: z.string().nullable(), smsOptInLevel: z.string().nullable(), smsUpdatedAt: z.date().nullable() });
type Owner = z.infer<typeof Owner>;

const OWNERS_MAX = 20;

const ownersOf = (world: World, shop: ShopId, phone: string): Promise<Owner[]> => world.db.rows(Owner, sql`
  select customer_id::text as "customerId", first_name as "firstName", last_name as "lastName", email, said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt"
  from customer c ${smsWord(shop, "c")} where c.shop_id = ${shop} and c.phone = ${phone} order by customer_id limit ${OWNERS_MAX}`);

export async function lookAtNumber(world: World, shop: ShopId, phone: string): Promise<NumberLook> {
  const number = (await numberHasher(world, shop))(phone);
  const [owners, states, links, noted] = await Promise.all([ownersOf(world, shop, phone), numberStates(world, shop, [number]), entriesOf(world, shop, number), headOf(world, shop, number)]);
  const state = states.get(number) ?? unmet(number);
  const now = world.now().getTime();
  const ledger = state.entries > 0 ? state.state : null;
  const held = owners.length === 0 ? heldConsent(ledger, null, now) : owners.map((owner) => heldConsent(ledger, owner, now)).reduce(strictest);
  return {
    owners: owners.map(({ customerId, firstName, lastName, email }) => ({ customerId, firstName, lastName, email })),
    state, held, chain: checkChain(links, noted),
    lines: links.map(({ seq, entry, kept, heardAt, hash }) => ({ seq, entry, kept: kept?.evidence ?? null, hadEvidence: entry.evidence !== null, heardAt: new Date(heardAt), hash })),
  };
}
