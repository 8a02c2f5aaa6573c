// What holds for somebody under several policies, and what an editor proposes to whoever writes for them.
import type { Limit } from "../gate/facts.ts";
import { type Clamped, HOUR_OF } from "./persona.ts";
import type { Offer, Persona, Play } from "./policy.ts";

export type HeldPolicy = Play & { name: string; title: string; limit: Limit };

export type Defaults = {
  /** The policy with the fewest texts a day: the one that is full first in the long run. All limits hold all the same. */
  strictest: HeldPolicy | null;
  themes: string[];
  offer: Offer;
  persona: Persona | null;
  /** Of the persona; null: their own best hour. */
  hour: string | null;
};

/** `hour`: at which a text would go by default, moved into the hours that are lawful where they may be. `rests`: a flow lets them rest. */
export type HeldFor = { policies: HeldPolicy[]; defaults: Defaults; hour: Clamped | null; rests: boolean };

/** By the strictest; its themes come first. Whoever is under none is proposed nothing. */
export function defaultsFor(policies: readonly HeldPolicy[]): Defaults {
  const [strictest = null, ...others] = [...policies].sort((one, other) => perMs(one) - perMs(other) || (one.name < other.name ? -1 : 1));
  const persona = strictest?.persona ?? null;
  return { strictest, themes: [...new Set([strictest, ...others].flatMap((policy) => policy?.themes ?? []))], offer: strictest?.offer ?? "none", persona, hour: persona && HOUR_OF[persona] };
}

const perMs = ({ limit: { max, windowMs } }: HeldPolicy) => max / windowMs;
