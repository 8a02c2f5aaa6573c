// Connections as the screens see them: connect, test, choose, pause, go on. Ending one belongs to sync
// (sync/disconnect.server.ts), because what we wrote there may have to be removed first.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { seal, unseal } from "../lib/seal.server.ts";
import { transact, type World } from "../lib/world.ts";
import type { Adapter, Credentials, Result } from "./adapter.ts";
import { adapterOf, type Adapters, ADAPTERS } from "./adapters.ts";
import { ask } from "./ask.server.ts";
import { CAPABILITIES } from "./capabilities.ts";
import { boundTo, Connect, ConnectionId, ConnectionSettings, hookKeyOf, readHookKey } from "./connection.ts";
import { changeConnection, type Connection, insertConnection, liveConnections, lockConnections, nextConnection, readConnection, saveCredentials, saveHookSecret } from "./connection-rows.server.ts";
import { renewAtOf } from "./grant.ts";
import { credentialsOf, sealCredentials } from "./grant.server.ts";

type Account = Extract<Result, { kind: "account" }>;
type Identified = { kind: "account"; account: Account } | { kind: "problems"; problems: Problem[] };

/** Whose account is it? Stored only where the platform says so. Connecting the same account again takes the new credentials. */
export async function connect(world: World, shop: ShopId, input: Connect, adapters: Adapters = ADAPTERS): Promise<{ connection: ConnectionId } | { problems: Problem[] }> {
  const { platform, credentials, hookSecret, missing } = Connect.parse(input);
  const identified = await identify(world, adapterOf(adapters, platform), credentials, `${CAPABILITIES[platform].name} does not accept this key.`);
  if (identified.kind === "problems") return { problems: identified.problems };
  const account = { ...identified.account, missing: [...new Set([...identified.account.missing, ...missing])] };
  return transact(world, async (world) => {
    await lockConnections(world, shop);
    const live = (await liveConnections(world, shop)).find((each) => each.platform === platform);
    if (live?.state === "ending") return { problems: [{ path: [], message: "What Segue wrote there is still being removed. Connect again when that is done." }] };
    if (live && live.account_id !== account.accountId) {
      return { problems: [{ path: ["key"], message: `This is another account (${account.name}) than the one that is connected (${live.account_name}). Disconnect that one first.` }] };
    }
    const connection = live?.connection_id ?? (await nextConnection(world, shop));
    const sealed = sealCredentials(world, shop, connection, credentials);
    const renewAt = renewAtOf(credentials);
    if (!live) {
      const hookKey = hookKeyOf(shop, connection, randomBytes(24).toString("base64url"));
      const secret = hookSecret && seal(world.secrets, hookSecret, boundTo(shop, connection, "hook_secret"));
      await insertConnection(world, shop, { connection, platform, account, credentials: sealed, renewAt, hookKey, hookSecret: secret, now: world.now() });
      return { connection };
    }
    await saveCredentials(world, shop, connection, sealed, renewAt);
    if (hookSecret) await setHookSecret(world, shop, live, hookSecret);
    await noteAccount(world, shop, live, account);
    return { connection };
  });
}

/** `unknown`: what is said of credentials that never let us in. */
async function identify(world: World, adapter: Adapter, credentials: Credentials, unknown?: string): Promise<Identified> {
  const asked = await ask(world, adapter, { kind: "identify" }, credentials);
  if (asked.kind === "failure") return { kind: "problems", problems: [{ path: ["key"], message: asked.failure.reason === "unauthorized" && unknown ? unknown : asked.failure.detail }] };
  if (asked.result.kind !== "account") return { kind: "problems", problems: [{ path: ["key"], message: "The platform's answer could not be read. Try again in a minute." }] };
  return { kind: "account", account: asked.result };
}

/** Is the door still open? A connection that was broken goes on where it is; one that the merchant paused stays paused. */
export async function testConnection(world: World, shop: ShopId, id: ConnectionId, adapters: Adapters = ADAPTERS): Promise<Problem[]> {
  const connection = await readConnection(world, shop, id);
  if (!connection || connection.state === "ended") return [GONE];
  const letIn = await credentialsOf(world, shop, connection);
  if (letIn.kind === "failed") return [{ path: [], message: letIn.detail }];
  const identified = await identify(world, adapterOf(adapters, connection.platform), letIn.credentials);
  if (identified.kind === "problems") {
    await changeConnection(world, shop, id, { testedAt: world.now(), problem: identified.problems[0]?.message ?? null });
    return identified.problems.map(({ message }) => ({ path: [], message }));
  }
  const { account } = identified;
  if (account.accountId !== connection.account_id) return [{ path: [], message: `The key belongs to another account now: ${account.name}.` }];
  await transact(world, (world) => noteAccount(world, shop, connection, account));
  return [];
}

const GONE: Problem = { path: [], message: "This connection has ended." };

async function noteAccount(world: World, shop: ShopId, connection: Connection, account: Account): Promise<void> {
  const state = connection.state === "broken" ? { state: "on" as const } : {};
  await changeConnection(world, shop, connection.connection_id, { ...state, problem: null, accountName: account.name, missing: account.missing, testedAt: world.now() });
  await wakeAll(world, shop);
}

async function wakeAll(world: World, shop: ShopId): Promise<void> {
  await wake(world, shop, "mirror");
  await wake(world, shop, "relay");
  await wake(world, shop, "text");
}

/** Nothing is sent there while it is paused; going on finds the difference. */
export async function pauseConnection(world: World, shop: ShopId, id: ConnectionId): Promise<void> {
  const connection = await readConnection(world, shop, id);
  if (connection?.state === "on" || connection?.state === "broken") await changeConnection(world, shop, id, { state: "paused" });
}

export function resumeConnection(world: World, shop: ShopId, id: ConnectionId): Promise<void> {
  return transact(world, async (world) => {
    const connection = await readConnection(world, shop, id);
    if (connection?.state !== "paused" && connection?.state !== "broken") return;
    await changeConnection(world, shop, id, { state: "on", problem: null });
    await wakeAll(world, shop);
  });
}

export async function changeConnectionSettings(world: World, shop: ShopId, id: ConnectionId, settings: Partial<ConnectionSettings>): Promise<Problem[]> {
  const connection = await readConnection(world, shop, id);
  if (!connection) return [GONE];
  const checked = ConnectionSettings.safeParse({ ...connection.settings, ...settings });
  if (!checked.success) return checked.error.issues.map(({ path, message }) => ({ path: path.filter((step) => typeof step !== "symbol"), message }));
  await changeConnection(world, shop, id, { settings: checked.data });
  return [];
}

/** What webhooks are signed with from now on; the one before holds beside it. */
export async function setHookSecret(world: World, shop: ShopId, connection: Connection, secret: string): Promise<void> {
  const id = connection.connection_id;
  const old = connection.hook_secret && unseal(world.secrets, connection.hook_secret, boundTo(shop, id, "hook_secret"));
  if (old === secret) return;
  await saveHookSecret(world, shop, id,
    seal(world.secrets, secret, boundTo(shop, id, "hook_secret")), old && seal(world.secrets, old, boundTo(shop, id, "hook_secret_before")));
}

export type Hook = { shop: ShopId; connection: Connection; /** The newest first. */ secrets: string[] };

/** Whom a webhook's address belongs to; the caller compares nothing by itself. */
export async function hookOf(world: World, hookKey: string): Promise<Hook | null> {
  const named = readHookKey(hookKey);
  if (!named) return null;
  const shop = ShopId.parse(named.shop);
  const hook = await hookAt(world, shop, ConnectionId.parse(named.connection));
  return hook && isSame(hook.connection.hook_key, hookKey) ? hook : null;
}

export async function hookAt(world: World, shop: ShopId, id: ConnectionId): Promise<Hook | null> {
  const connection = await readConnection(world, shop, id);
  if (!connection || connection.state === "ended") return null;
  const secrets = (["hook_secret", "hook_secret_before"] as const).flatMap((column) => {
    const sealed = connection[column];
    return sealed === null ? [] : [unseal(world.secrets, sealed, boundTo(shop, connection.connection_id, column))];
  });
  return { shop, connection, secrets };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
