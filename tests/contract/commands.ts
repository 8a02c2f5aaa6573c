// One of every command, for each way in which a platform keeps members, and the keys of the sandbox's own accounts: a
// server that checks shapes alone takes any.
import type { Credentials, Member, PlaceModel, PlatformCommand, PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { CustomerId } from "#app/lib/ids.ts";

const FIRST = "1".padStart(32, "0");

export const CREDENTIALS: Readonly<Record<PlatformId, Credentials>> = {
  klaviyo: { kind: "key", key: "pk_sandbox_1" },
  attentive: { kind: "key", key: "attn_sandbox_1" },
  postscript: { kind: "key", key: "sk_sandbox_1" },
  twilio: { kind: "key", key: `SK${FIRST}`, account: `AC${FIRST}`, secret: "twilio-secret-1", sender: `MG${FIRST}` },
  omnisend: { kind: "key", key: "omnisend_sandbox_1" },
};

const someone = (number: number, more: Partial<Member> = {}): Member =>
  ({ customerId: CustomerId.parse(String(number)), phone: `+1500555${String(1000 + number)}`, email: `contract-${number}@example.com`, platformId: null, ...more });

const PEOPLE = [someone(1), someone(2, { email: null }), someone(3, { phone: null })];
const AT = "2026-11-26T10:00:00.000Z";

export function commandsOf(platform: PlatformId): PlatformCommand[] {
  const { memberships } = CAPABILITIES[platform];
  const [person] = [someone(1)];
  const shown: PlatformCommand[] = [
    { kind: "identify" },
    ...(memberships.length === 0 ? [undefined] : memberships.map(({ model }) => model)).flatMap(membership),
    { kind: "track", event: "Segment Entered", key: "1:2:3:4", at: AT, person, properties: { segment_key: "segue-1", segment_name: "VIP", count: 3, first: true }, silent: false },
    { kind: "track", event: "Segment Exited", key: "1:2:3:5", at: AT, person, properties: { segment_key: "segue-1" }, silent: true },
    { kind: "whoAre", platformIds: ["01GDDKASAP8TKDDA2GRZDSVP4H"] },
    { kind: "readConsent", people: PEOPLE },
    { kind: "optOut", person, at: AT, source: "shopify" },
    { kind: "setProperty", person, name: "favourite", value: "tea" },
    { kind: "setProperty", person: someone(4, { platformId: "01GDDKASAP8TKDDA2GRZDSVP4H" }), name: "favourite", value: "tea" },
    { kind: "send", key: "contract-1", person, body: "Hello & welcome, 100 % yours + more", category: "promotional", callback: "https://segue.example/hooks/contract", at: AT },
    { kind: "hookUp", address: "https://segue.example/hooks/contract", secret: "0123456789abcdef" },
    { kind: "unhook", refs: ["01GDDKASAP8TKDDA2GRZDSVP4H"] },
    { kind: "erase", person },
  ];
  return shown;
}

function membership(model: PlaceModel | undefined): PlatformCommand[] {
  const place = { key: "segue-1", name: "VIP", ref: null, ...(model === undefined ? {} : { model }) };
  const made = { ...place, ref: "VRgFBd" };
  return [
    { kind: "ensurePlace", place },
    { kind: "ensurePlace", place: made },
    { kind: "change", op: "add", place: made, people: PEOPLE },
    { kind: "change", op: "add", place: made, people: [someone(4, { platformId: "01GDDKASAP8TKDDA2GRZDSVP4H", places: ["segue-1", "segue-2"] })] },
    { kind: "change", op: "remove", place: made, people: [someone(4, { platformId: "01GDDKASAP8TKDDA2GRZDSVP4H", places: ["segue-2"] })] },
    { kind: "change", op: "remove", place: made, people: PEOPLE },
    { kind: "members", place: made, cursor: null },
    { kind: "dropPlace", place: made },
  ];
}
