// A row of the outbox in the words of the adapters. Null: there is nobody or nothing left that it is about.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import type { PlatformCommand as Asked, Person, Place } from "../platforms/adapter.ts";
import type { PlatformCommand } from "./platform-command.ts";
import type { Progress } from "./relay.ts";

/** `segment`: what the segment is called by us. */
export type PlaceAt = Required<Place> & { segment: string };

export type Material = {
  shop: ShopId;
  places: ReadonlyMap<SegmentId, PlaceAt>;
  /** Of a command of several. */
  people: ReadonlyMap<string, Person[]>;
  named: ReadonlyMap<CustomerId, Person>;
  /** Where the platform is told all places of a person: by customer. */
  keys: ReadonlyMap<CustomerId, string[]> | null;
  hookSecret: string | null;
  /** By command. */
  erased: ReadonlyMap<string, Person>;
};

export function askOf(command: PlatformCommand, commandId: string, progress: Progress | null, material: Material): Asked | null {
  switch (command.kind) {
    case "platformPlace":
      return atPlace(command.segmentId, material, (place) => ({ kind: "ensurePlace", place }));
    case "platformDrop":
      return atPlace(command.segmentId, material, (place) => ({ kind: "dropPlace", place }));
    case "platformMembers":
      return atPlace(command.segmentId, material, (place) => (progress?.whoAre ? { kind: "whoAre", platformIds: progress.whoAre } : { kind: "members", place, cursor: progress?.cursor ?? null }));
    case "platformChange":
      return change(command, commandId, material);
    case "platformTrack":
      return track(command, material);
    case "platformOptOut":
      return ofPerson(command.customerId, material, (person) => ({ kind: "optOut", person, at: command.at, source: command.source }));
    case "platformProperty":
      return ofPerson(command.customerId, material, (person) => ({ kind: "setProperty", person, name: command.name, value: command.value }));
    case "platformSend": {
      const { ledgerKey: key, at, body, category, callback } = command;
      return ofPerson(command.customerId, material, (person) => ({ kind: "send", key, at, person, body, category, callback }));
    }
    case "platformHookUp":
      return material.hookSecret === null ? null : { kind: "hookUp", address: command.address, secret: material.hookSecret };
    case "platformUnhook":
      return { kind: "unhook", refs: command.refs };
    case "platformErase": {
      const person = material.erased.get(commandId);
      return person ? { kind: "erase", person } : null;
    }
    default:
      return command satisfies never;
  }
}

function atPlace(segment: SegmentId, { places }: Material, ask: (place: Place) => Asked): Asked | null {
  const found = places.get(segment);
  return found ? ask(placeOf(found)) : null;
}

const placeOf = ({ key, name, ref, model }: PlaceAt): Place => ({ key, name, ref, model });

function ofPerson(customer: CustomerId, { named }: Material, ask: (person: Person) => Asked): Asked | null {
  const person = named.get(customer);
  return person ? ask(person) : null;
}

function change({ op, segmentId }: Extract<PlatformCommand, { kind: "platformChange" }>, commandId: string, material: Material): Asked | null {
  const people = (material.people.get(commandId) ?? []).map(({ customerId, phone, email, platformId }) =>
    ({ customerId, phone, email, platformId, ...(material.keys ? { places: material.keys.get(customerId) ?? [] } : {}) }));
  return people.length === 0 ? null : atPlace(segmentId, material, (place) => ({ kind: "change", op, place, people }));
}

function track({ segmentId, customerId, event, moves, at }: Extract<PlatformCommand, { kind: "platformTrack" }>, material: Material): Asked | null {
  const place = material.places.get(segmentId);
  if (!place) return null;
  const key = `${material.shop}:${segmentId}:${customerId}:${moves}`;
  return ofPerson(customerId, material, (person) =>
    ({ kind: "track", event, key, at, person, properties: { segment: place.segment, segment_key: place.key }, silent: false }));
}
