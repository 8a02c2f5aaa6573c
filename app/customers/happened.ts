// Something that happened to a customer, as those are told of it who listen.
/** What it is about, as flows know it (flows/ledger.ts). */
export type HappenedAbout = { order?: string; checkout?: string; product?: string; variant?: string; subscription?: string };

export type Happened = {
  /** A happening (flows/happening.ts), or what only triggers know: "changed", "entered/7", "left/7", "customerCreated" … */
  what: string;
  customerId: string;
  /** fact-id.ts */
  fact: string;
  at: Date;
  about: HappenedAbout;
  /** Of our own text that it is about. */
  textKey?: string | null;
  /** What the trigger needs to know and nobody can look up later. */
  detail?: Record<string, unknown> | null;
};

/** Something that conditions ask about. */
export const changed = (customerId: string, now: Date): Happened => ({ what: "changed", customerId, fact: changedFact(now), at: now, about: {} });
export const changedFact = (now: Date): string => `changed/${now.getTime()}`;
