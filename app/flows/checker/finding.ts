// What the checker says before a flow goes live, each finding with the step that it concerns.
import type { MessageDefinition } from "../../messages/message/message.ts";
import type { Hosts } from "../../messages/links/destination.ts";
import type { StepId } from "../step-id.ts";

/** stop: it cannot go live so. todo: something is left to be chosen. warning: it can, and the merchant should know. */
export type Finding = { code: FindingCode; severity: "stop" | "todo" | "warning"; step: StepId | null; message: string };

export type FindingCode =
  | "unreachable" | "textWrong" | "textNotice" | "messageGone" | "noCart" | "secondCartText" | "noConsent" | "overCap" | "capUnsure" | "noPurchaseExit" | "long" | "couponNotSure" | "couponUnset" | "webhookUnset" | "flowUnset" | "countsTooSoon";

export type NamedCap = { name: string; max: number; windowMs: number };

export type Surroundings = {
  brand: string;
  hosts: Hosts;
  /** Saved messages that steps may name. */
  messages: ReadonlyMap<number, MessageDefinition>;
  /** The brand's own limit; null: none. */
  cap: { max: number; windowMs: number } | null;
  /** Limits of the segments' policies by name: the shop's own in place of the rule book's. */
  policies: Readonly<Record<string, { max: number; windowMs: number }>>;
  /** The most parts that a text may take, required words included; null: it cannot be read. */
  partsOf: (message: MessageDefinition) => number | null;
  /** Millionths of a US dollar for a part in the shop's own country. */
  partMicros: number;
};
