// The stand-ins for the five platforms, in process: `openPlatforms` answers their hosts by values, keeps
// their accounts and tells the app of what happens. serve.ts puts it behind the sandbox's port.
import { z } from "zod";
import type { Http, HttpRequest } from "#app/lib/http.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { type Account, openAccount } from "./account.ts";
import { Act, NoSuch, perform } from "./acts.ts";
import { attentive } from "./attentive/attentive.ts";
import { changeFaults, FaultsChange, noFaults } from "./faults.ts";
import { type Deliver, deliverDue, put } from "./hooks.ts";
import { klaviyo } from "./klaviyo/klaviyo.ts";
import { omnisend } from "./omnisend/omnisend.ts";
import { answer } from "./pipeline.ts";
import { type Answered, type Ask, type Ground, type Platform, type PlatformName, PLATFORMS, type Todo } from "./platform.ts";
import { postscript } from "./postscript/postscript.ts";
import { packed, unpacked } from "./snapshot.ts";
import { twilio } from "./twilio/twilio.ts";
import { type View, view } from "./view.ts";

const platforms: Record<PlatformName, Platform> = { klaviyo, attentive, postscript, twilio, omnisend };
export const HOSTS: readonly string[] = Object.values(platforms).flatMap(({ hosts }) => hosts);

export type PlatformsOptions = {
  /** Milliseconds since 1970; the only clock. */
  now: () => number;
  seed?: number | string;
  /** Default: nobody listens to webhooks. */
  deliver?: Deliver;
  /** Told when something will be due that `due` should do. */
  wake?: (atMs: number) => void;
  /** What `packed` gave before. */
  kept?: string;
};

export const Control = z.object({
  platform: z.enum(PLATFORMS),
  /** The first, where none is named: by number or id. */
  account: z.string().optional(),
  faults: z.union([FaultsChange, z.literal("none")]).optional(),
  acts: z.array(Act).optional(),
});
export type Control = z.input<typeof Control>;

export type Platforms = {
  http: Http;
  answer(ask: Ask): Answered;
  /** Made where it is not there yet. */
  account(platform: PlatformName, number?: string): Account;
  accounts(): Account[];
  control(asked: Control): { results: unknown[] };
  view(platform: PlatformName, account?: string): View;
  /** Does what is due: jobs, texts on their way, webhooks. */
  due(): Promise<void>;
  nextDueAt(): number | null;
  /** What a merchant's click on Allow (or Deny) leads to: the address to go back to. */
  approve(authorizeUrl: string, answer?: "allow" | "deny", account?: string): string;
  packed(): string;
};

export function openPlatforms(options: PlatformsOptions): Platforms {
  const { now, seed = 1, deliver = async () => null, wake = () => {} } = options;
  const accounts: Account[] = options.kept ? unpacked(options.kept) : [];
  const account = (platform: PlatformName, named = "1"): Account => {
    const known = accounts.find((each) => each.platform === platform && (String(each.number) === named || each.id === named));
    if (known) return known;
    const number = Number(named) || accounts.filter((each) => each.platform === platform).length + 1;
    const made = openAccount(platform, number, platforms[platform].opening(number));
    accounts.push(made);
    return made;
  };
  for (const platform of PLATFORMS) account(platform);

  const ground = groundOver(accounts, now, seed, wake);
  const settle = (of: Account) => {
    for (let first = of.todo[0]; first && first.atMs <= now(); first = of.todo[0]) {
      of.todo.shift();
      carryOut(ground, of, first);
    }
  };
  const dueNow = async () => {
    accounts.forEach(settle);
    await Promise.all(accounts.map((each) => deliverDue(ground, platforms[each.platform], each, async (sent) => deliver(sent).catch(() => null))));
    const next = nextDueAt(accounts);
    if (next !== null) wake(next);
  };
  let running = Promise.resolve();

  const answered = (ask: Ask): Answered => {
    const platform = PLATFORMS.map((name) => platforms[name]).find(({ hosts }) => hosts.includes(ask.host));
    if (!platform) throw new Error(`No stand-in answers for ${ask.host}.`);
    return answer(ground, platform, ask, settle);
  };
  return {
    http: httpOf(answered),
    answer: answered,
    account,
    accounts: () => accounts,
    control(asked) {
      const { platform, account: named, faults, acts = [] } = Control.parse(asked);
      const of = account(platform, named);
      settle(of);
      if (faults) of.faults = faults === "none" ? noFaults() : changeFaults(of.faults, faults);
      return { results: acts.map((act) => perform(ground, platforms[platform], of, act) ?? null) };
    },
    view(platform, named) {
      const of = account(platform, named);
      settle(of);
      return view(of);
    },
    due: () => (running = running.then(dueNow)),
    nextDueAt: () => nextDueAt(accounts),
    approve(url, clicked = "allow", named = "1") {
      const { hostname, pathname, searchParams } = new URL(url);
      const reply = answered({ host: hostname, method: "POST", path: pathname, query: searchParams, headers: {}, body: new URLSearchParams({ answer: clicked, account: named }).toString() });
      const to = reply === "lost" ? undefined : reply.headers["location"];
      if (!to) throw new NoSuch("The page does not take this answer.");
      return to;
    },
    packed: () => packed(accounts),
  };
}

function groundOver(accounts: Account[], now: () => number, seed: number | string, wake: (atMs: number) => void): Ground {
  const ground: Ground = {
    now,
    chance: (what) => chanceFrom(`${seed}/${what}`),
    accounts: (platform) => accounts.filter((each) => each.platform === platform),
    plan(of, todo) {
      const behind = of.todo.findIndex(({ atMs }) => atMs > todo.atMs);
      of.todo.splice(behind === -1 ? of.todo.length : behind, 0, todo);
      wake(todo.atMs);
    },
    send(of, hook, topic, item) {
      put(ground, platforms[of.platform], of, hook, topic, item);
      const last = of.deliveries.at(-1);
      if (last) wake(last.atMs);
    },
  };
  return ground;
}

function nextDueAt(accounts: Account[]): number | null {
  const times = accounts.flatMap(({ todo, deliveries }) => [...todo.slice(0, 1), ...deliveries].map(({ atMs }) => atMs));
  return times.length > 0 ? Math.min(...times) : null;
}

function carryOut(ground: Ground, account: Account, todo: Todo) {
  const platform = platforms[account.platform];
  switch (todo.kind) {
    case "job": {
      const job = account.jobs.get(todo.id);
      if (!job || job.state !== "running") return;
      if (job.ends === "done") platform.finish?.(ground, account, job);
      Object.assign(job, { state: job.ends, items: [] });
      return;
    }
    case "message": {
      const message = account.messages.get(todo.id);
      if (!message || message.status === "canceled") return;
      Object.assign(message, { status: todo.status, code: todo.code, updatedMs: todo.atMs });
      return platform.stepped?.(ground, account, message);
    }
    case "tag":
    case "untag": {
      for (const id of todo.people) {
        const person = account.people.byId.get(id);
        if (person) person.tags = todo.kind === "tag" ? [...new Set([...person.tags, ...todo.tags])] : person.tags.filter((tag) => !todo.tags.includes(tag));
      }
      return;
    }
    default: return todo satisfies never;
  }
}

/** What the app's world calls its network; whatever is not a platform's host is not there. */
function httpOf(answered: (ask: Ask) => Answered): Http {
  const ask = ({ url, method, headers, body }: HttpRequest): Answered => {
    const { hostname, pathname, searchParams } = new URL(url);
    if (!HOSTS.includes(hostname)) return "lost";
    const small = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return answered({ host: hostname, method, path: pathname, query: searchParams, headers: small, body: typeof body === "string" ? body : new TextDecoder().decode(body) });
  };
  return {
    async send(request) {
      const reply = ask(request);
      return reply === "lost" ? { kind: "none", reason: "The connection was lost." } : { kind: "answer", ...reply };
    },
    async stream(request) {
      const reply = ask(request);
      if (reply === "lost") return { kind: "none", reason: "The connection was lost." };
      const chunks = (async function* () {
        yield new TextEncoder().encode(reply.body);
      })();
      return { kind: "stream", status: reply.status, headers: reply.headers, chunks, broken: () => null };
    },
  };
}
