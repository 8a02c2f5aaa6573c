// What the editor of a flow is told by the server: what can be chosen, and what stands around the flow.
import type { ShopWords } from "../builder/shop-words.ts";
import type { EditorWords } from "../messages/message-editor.tsx";
import type { MessageDefinition } from "#app/messages/message/message.ts";
import type { HeldPolicy } from "#app/messages/policies/defaults-for.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { FlowState } from "#app/flows/flow/flow.ts";

export type FlowWords = {
  shop: ShopWords;
  editor: EditorWords;
  messages: { id: number; name: string; definition: MessageDefinition }[];
  flows: { id: number; name: string }[];
  campaigns: { id: number; name: string }[];
  timeZone: string;
  /** The policies of groups and segments: what they allow, in words, and what they propose. */
  policies: (HeldPolicy & { says: string })[];
};

export type FlowShown = {
  id: number;
  state: FlowState;
  version: number | null;
  draftRev: number;
  name: string;
  definition: FlowDefinition;
  /** With which step it is opened, as a finding elsewhere links to it. */
  step: string | null;
  /** Who stands at which step of the version that is live. */
  standing: Readonly<Record<string, number>>;
};
