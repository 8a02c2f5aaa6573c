// What a replay goes by, what is known of one person's past, and what comes of it.
import type { Ask } from "../../segments/ask.ts";
import type { PersonFacts } from "../../segments/person.ts";
import type { GateRules } from "../../messages/gate/gate-rules.ts";
import type { Decision } from "../../messages/gate/may-send.ts";
import type { PoliciesFor } from "../../messages/policies/policy.ts";
import type { MessageDefinition } from "../../messages/message/message.ts";
import type { Version } from "../advance.ts";
import type { EntryReason } from "../enter.ts";
import type { Facts } from "../facts.ts";
import type { Known } from "../person/person-facts.ts";
import type { SentText } from "../person/occurrence.ts";
import type { Step } from "../run/decide-run.ts";
import type { Around } from "./by-time.ts";
import type { GatePast } from "./gate-then.ts";
import type { Causes } from "./past.ts";
import type { Standing } from "./watches.ts";

export type Replaying = {
  flow: number;
  version: Version;
  from: number;
  until: number;
  /** Of the past (segments/then.ts). */
  ask: Ask;
  known: Omit<Known, "texts">;
  rules: GateRules;
  policies: PoliciesFor;
  /** By step that sends; what is not there is gone. */
  messages: ReadonlyMap<string, Pick<MessageDefinition, "class" | "scope" | "topic" | "subject">>;
  ticks: Around["ticks"];
  /** Of a customer; absent: experiments keep the weights that are written. */
  weights?: (customer: string) => Facts["weights"];
};

/** A run of another flow, as it was. */
export type OtherRun = { run: string; flow: number; group: string | null; priority: number; from: number; until: number | null };

/** `gate` null: they have no phone. */
export type Past = { person: PersonFacts; causes: Causes; texts: readonly SentText[]; gate: GatePast | null; others: readonly OtherRun[] };

export type ReplayedRun = { run: string; trigger: number; fact: string; at: number; control: boolean; steps: readonly Step[] };
export type Refusal = { trigger: number; fact: string; at: number; reason: EntryReason };
/** `gate`: what it said of each text, in order. `watches`: looks that are due after the end. */
export type Replayed = { customer: string; runs: readonly ReplayedRun[]; refusals: readonly Refusal[]; gate: readonly GateAnswer[]; watches: readonly Standing[] };

/** What the gate said of a text, and the zones where they may have been then. */
export type GateAnswer = { run: string; key: string; at: number; decision: Pick<Decision, "verdict" | "reason" | "until">; zones: readonly string[] };
