// Lists of proofs, from the file to the ledger.
import { expect, test } from "vitest";
import { entriesOf, numberStates } from "#app/consent/ledger-rows.server.ts";
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { importProofs } from "./proofs.server.ts";
import { lookAtProofs } from "./proofs.ts";

const world = await aWorld();
const HEAD = "Phone,Opted in at,Confirmed at,Wording,Wording version,Page URL,Source,Basis,Scopes,IP";
const GOOD = [
  '+12125550101,2026-03-01T10:00:00Z,,"Yes, texts from ""Acme""",v3,https://acme.example/sign-up,Pop-up,,,203.0.113.9',
  "(212) 555-0102,2026-03-01 10:00,2026-03-01 10:02,Texts,v3,,,express,marketing; cart reminders,",
  "+12125550103,2026-03-01,,,,,,Implied purchase,,",
];

test("Each row is a proof with its wording, page and source; what is confirmed is double; without a wording nothing is proved.", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone, phone_country) values (${shop}, 1, '+12125550199', 'US')`);
  const hash = await numberHasher(world, shop);
  const numbers = ["+12125550101", "+12125550102", "+12125550103", "+12125550104"].map(hash);
  const [one, two, three, four] = numbers;
  if (!one || !two || !three || !four) throw new Error("There are four.");
  await appendEntries(world, shop, [{ number: four, entry: { kind: "stopped", at: Date.UTC(2026, 0, 1), source: "keyword", by: "reply", evidence: null } }], world.now());
  const csv = [HEAD, ...GOOD, "+12125550104,2026-03-01,,Texts,,,,,,"].join("\r\n");
  expect(await importProofs(world, shop, csv, null, world.now())).toEqual({ rows: 4, added: 4, known: 0, heldBack: 1, refused: [], refusedCount: 0 });
  const states = await numberStates(world, shop, numbers);
  const at = Date.UTC(2026, 2, 1, 10);
  expect(states.get(one)?.state.consent.marketing).toMatchObject({ state: "subscribed", since: at, proof: "written", isDouble: false });
  expect(states.get(two)?.state.consent.cartReminders).toMatchObject({ state: "subscribed", since: at + 120_000, isDouble: true });
  expect(states.get(three)?.state.consent.marketing).toMatchObject({ state: "subscribed", basis: "impliedPurchase", proof: "none" });
  // A list never lifts a STOP.
  expect(states.get(four)?.state).toMatchObject({ stop: { by: "reply" }, consent: { marketing: { state: "unsubscribed" } } });
  expect(await entriesOf(world, shop, one)).toMatchObject([{ entry: { source: "import", disclosure: { version: "v3", text: 'Yes, texts from "Acme"' } }, kept: { evidence: { page: "https://acme.example/sign-up", note: "Pop-up" } } }]);
  expect(await importProofs(world, shop, csv, null, world.now())).toMatchObject({ added: 0, known: 4, heldBack: 1 });
});

test("A row that cannot be read is refused by its line with a reason, and the others are taken.", async () => {
  const shop = await aShop(world);
  const bad = [",2026-03-01,,,,,,,,", "12345,2026-03-01,,,,,,,,", "+12125550101,03/01/2026,,,,,,,,", "+12125550101,2999-01-01,,,,,,,,", "+12125550101,2026-03-01,2026-02-01,,,,,,,", "+12125550101,2026-03-01,,,,,,because,,", "+12125550101,2026-03-01,,,,,,,everything,", "+12125550101,2026-03-01,,,,no address,,,,", '"open,2026-03-01'];
  const made = await importProofs(world, shop, [HEAD, bad[0], GOOD[0], ...bad.slice(1)].join("\n"), null, world.now());
  if ("problem" in made) throw new Error(made.problem);
  expect([made.added, made.refused.map(({ line }) => line)]).toEqual([1, [2, 4, 5, 6, 7, 8, 9, 10, 11]]);
  expect(made.refused.map(({ reason }) => reason.split(/[ ,]/).slice(0, 4).join(" "))).toEqual([
    "There is no phone", "This cannot be a", "When they agreed is", "Nobody can have agreed", "When they confirmed it", "On what it rests", "What they agreed to", "The page must be", "A quotation mark is",
  ]);
});

test("A file without a heading, a phone or an instant is no list of proofs; columns may be named by hand.", async () => {
  const shop = await aShop(world);
  expect(await importProofs(world, shop, "+12125550101,2026-03-01\n", null, world.now())).toHaveProperty("problem");
  expect(await importProofs(world, shop, "phone,name\n+12125550101,Ann\n", null, world.now())).toHaveProperty("problem");
  expect(await importProofs(world, shop, "a,b\n+12125550101,2026-03-01\n", { phone: 0, at: 1 }, world.now())).toMatchObject({ added: 1 });
  const look = lookAtProofs("SMS consent date,Cell,Order number\n2026-03-01,+12125550101,77\n");
  expect("guess" in look && look.guess).toEqual({ at: 0, phone: 1, order: 2 });
});
