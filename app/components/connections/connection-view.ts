// A connection as the screens show it, and how it stands in words.
import type { PlatformId } from "#app/platforms/adapter.ts";
import type { Capabilities } from "#app/platforms/capability.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import type { ConnectionState } from "#app/platforms/connection.ts";
import { SENDER } from "#app/platforms/send-trouble.ts";
import { formatPeople, formatPlural } from "../format.ts";
import { type PlaceView, placeWords, type Words } from "./place-view.ts";

export type ConnectionView = {
  connectionId: number;
  platform: PlatformId;
  state: ConnectionState;
  accountId: string;
  accountName: string;
  problem: string | null;
  missing: string[];
  testedAt: string | null;
  createdAt: string;
};

type Row = {
  connection_id: number; platform: PlatformId; state: ConnectionState; account_id: string; account_name: string; problem: string | null; missing: string[];
  tested_at: Date | null; created_at: Date;
};

/** Nothing that is secret gets past here. */
export const viewOf = ({ connection_id, platform, state, account_id, account_name, problem, missing, tested_at, created_at }: Row) =>
  ({ connectionId: connection_id, platform, state, accountId: account_id, accountName: account_name, problem, missing, testedAt: tested_at, createdAt: created_at });

/** How its webhooks are set up, as far as the merchant has a part in it. */
export type HookView = { address: string; isSetUp: boolean; hasSecret: boolean; letInBy: "key" | "oauth" | null; /** By OAuth, where we are known to the platform. */ maySignIn: boolean };

export function connectionWords({ platform, state, problem }: Pick<ConnectionView, "platform" | "state" | "problem">): Words {
  const { name } = CAPABILITIES[platform];
  switch (state) {
    case "on":
      return problem ? { tone: "warning", label: "Connected", sentence: problem } : { tone: "success", label: "Connected", sentence: null };
    case "paused":
      return { tone: "attention", label: "Paused", sentence: `Nothing is sent to ${name} until you resume it. Opt-outs still come in.` };
    case "broken":
      return { tone: "critical", label: "Not let in", sentence: problem ?? `${name} does not let Segue in any more.` };
    case "ending":
      return { tone: "attention", label: "Disconnecting", sentence: `What Segue wrote in ${name} is being removed.` };
    case "ended":
      return { tone: undefined, label: "Disconnected", sentence: null };
    default:
      return state satisfies never;
  }
}

export type Sum = { places: number; held: number; moving: number; refused: number; waiting: number };

export function sumOf(places: PlaceView[]): Sum {
  const add = (of: (place: PlaceView) => number) => places.reduce((sum, place) => sum + of(place), 0);
  return {
    places: places.length, held: add(({ counts }) => counts.held), moving: add(({ counts }) => counts.adding + counts.removing), refused: add(({ counts }) => counts.refused + counts.skipped),
    waiting: places.filter((place) => placeWords(place, null).label === "Waiting for your yes").length,
  };
}

/** One line for the list of connections. */
export function sumWords({ places, held, moving, refused, waiting }: Sum): string {
  if (places === 0) return "No segment is kept there yet.";
  const parts = [
    `${formatPlural(places, "segment")} kept there`, `${formatPeople(held)} held`, moving > 0 ? `${formatPeople(moving)} moving` : "", refused > 0 ? `${formatPeople(refused)} left out` : "",
    waiting > 0 ? `${waiting} waiting for your yes` : "",
  ];
  return `${parts.filter(Boolean).join(" · ")}`;
}

/** Not a right of the key's, but a part of the account's plan or of how we are let in. */
const WEBHOOKS = { name: "webhooks", why: "to be told of clicks, replies and opt-outs", isOptional: false };

/** What the platform did not let us do, and what it is needed for. */
export function missingWords({ letIn }: Capabilities, missing: string[]): { name: string; why: string | null; isOptional: boolean }[] {
  const [needed, optional] = [letIn.oauth?.scopes ?? [], letIn.oauth?.optional ?? []];
  return missing.map((name) => {
    if (name === WEBHOOKS.name) return WEBHOOKS;
    if (name === SENDER) return { name: "sending from your number", why: "for texts: its registration with the carriers is not finished", isOptional: false };
    const scope = [...needed, ...optional].find((each) => each.name === name);
    return { name, why: scope?.why ?? null, isOptional: optional.some((each) => each.name === name) };
  });
}
