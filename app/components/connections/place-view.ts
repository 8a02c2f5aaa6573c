// A segment on a platform as the screens show it, and how it stands in words.
import type { PlaceModel, PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES, membershipOf } from "#app/platforms/capabilities.ts";
import type { ConnectionState } from "#app/platforms/connection.ts";
import type { TargetState } from "#app/sync/target.ts";
import { formatCount, formatPeople } from "../format.ts";
import { capital, modelWords } from "./platform-words.ts";

/** What is read of a target; instants may be texts already. */
export type Standing<Instant> = {
  connection_id: number;
  segment_id: number;
  platform: PlatformId;
  connection: ConnectionState;
  settings: { limitShare: number; limitPeople: number };
  place_name: string;
  place_ref: string | null;
  model: PlaceModel;
  state: TargetState;
  problem: string | null;
  events: boolean;
  waiting_add: number;
  waiting_remove: number;
  waiting_since: Instant | null;
  compared_at: Instant | null;
  drift_missing: number;
  drift_extra: number;
  drift_unknown: number;
  counts: { held: number; adding: number; removing: number; refused: number; skipped: number };
  reasons: { state: string; reason: string; people: number }[];
};

export type PlaceView = Standing<string>;

export type Tone = "success" | "attention" | "critical" | "info" | "warning";
export type Words = { tone: Tone | undefined; label: string; sentence: string | null };

/** `members`: how many are in the segment; null where the screen does not know. */
export function placeWords(place: PlaceView, members: number | null): Words {
  const { name } = CAPABILITIES[place.platform];
  const { held, adding, removing } = place.counts;
  if (place.state !== "removing" && place.connection === "broken") return { tone: "critical", label: "Stopped", sentence: `${name} does not let Segue in. Mend the connection; everything goes on from where it stands.` };
  if (place.state !== "removing" && place.connection === "paused") return { tone: "attention", label: "Paused", sentence: "The whole connection is paused." };
  switch (place.state) {
    case "first":
      if (place.place_ref === null) return { tone: "info", label: "Being set up", sentence: `The ${modelWords(place.model)} is being made in ${name}.` };
      return { tone: "info", label: "First sync", sentence: members === null ? `${formatCount(held)} are there so far.` : `${formatCount(held)} of ${formatCount(Math.max(members, held))} are there.` };
    case "on":
      return adding + removing > 0 ? { tone: "info", label: "Catching up", sentence: null } : { tone: "success", label: "Up to date", sentence: null };
    case "waiting":
      return { tone: "warning", label: "Waiting for your yes", sentence: waitingWords(place) };
    case "paused":
      return { tone: "attention", label: "Paused", sentence: "Nothing changes there until you resume it." };
    case "broken":
      return { tone: "critical", label: "Stopped", sentence: place.problem };
    case "removing":
      return { tone: "attention", label: "Being removed", sentence: held + removing > 0 ? `${formatPeople(held + removing)} still there.` : null };
    default:
      return place.state satisfies never;
  }
}

function waitingWords({ waiting_add: adds, waiting_remove: removes, settings }: PlaceView): string {
  const moves = [adds > 0 ? `${formatCount(adds)} would join` : "", removes > 0 ? `${formatCount(removes)} would leave` : ""].filter(Boolean);
  return `${moves.join(" and ")}, more than your limit of ${Math.round(settings.limitShare * 100)}% and ${formatPeople(settings.limitPeople)} in an hour.`;
}

/** “New customers”, and as what it is kept there. A property is named, because several segments share it. */
export function placeTitle({ platform, model, place_name }: Pick<PlaceView, "platform" | "model" | "place_name">): string {
  const way = model === "property" ? membershipOf(platform, model) : null;
  return `${way ? `${way.words}:` : capital(modelWords(model))} “${place_name}”`;
}

/** What the last comparison found; null where there was none. */
export function driftWords({ drift_missing: missing, drift_extra: extra, drift_unknown: unknown, compared_at: at, platform }: PlaceView): string | null {
  if (at === null) return null;
  const { name } = CAPABILITIES[platform];
  const found = [
    missing > 0 ? `${formatPeople(missing)} ${missing === 1 ? "was" : "were"} missing` : "",
    extra > 0 ? `${formatPeople(extra)} too many` : "",
    unknown > 0 ? `${formatPeople(unknown)} whom Segue does not know` : "",
  ].filter(Boolean);
  return found.length === 0 ? `${name} had exactly the people of this segment.` : `In ${name}: ${found.join(", ")}.${missing + extra > 0 ? " Put right." : ""}`;
}

/** Progress is worth asking for. */
export const isMoving = ({ state, connection, counts, place_ref }: PlaceView) =>
  (connection === "on" || connection === "ending") && (state === "removing" || (state === "first" && (place_ref === null || counts.adding > 0 || counts.held === 0)) || counts.adding + counts.removing > 0);

export const isReadable = ({ platform, model }: PlaceView) => membershipOf(platform, model)?.readable ?? false;
