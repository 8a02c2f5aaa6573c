// What the app's page (through App Bridge) and the admin around it say to each other.

export type Button = { label: string; primary: boolean; disabled: boolean; loading: boolean; critical: boolean };

export type FromApp =
  | { kind: "nav"; items: { label: string; path: string; home: boolean }[] }
  | { kind: "path"; path: string }
  | { kind: "title"; title: string; buttons: Button[] }
  | { kind: "saveBar"; shown: boolean; save: Button | null; discard: Button | null; confirmDiscard: boolean }
  | { kind: "scrim"; shown: boolean }
  | { kind: "toast"; id: string; message: string; isError: boolean; durationMs: number; action: string | null }
  | { kind: "hideToast"; id: string }
  | { kind: "loading"; on: boolean }
  | { kind: "leave"; url: string; newWindow: boolean };

export type ToApp =
  | { kind: "navigate"; path: string }
  | { kind: "press"; what: "save" | "discard" | "title"; at: number }
  | { kind: "toastAction"; id: string }
  | { kind: "toastGone"; id: string };

export type PickerOptions = {
  type: "product" | "variant" | "collection";
  multiple: boolean;
  query: string;
  selectedIds: string[];
};
export type Picked = { id: string; title: string; [field: string]: unknown };

/** Questions of the app that the admin answers. */
export type Questions = {
  idToken: { ask: null; answer: string };
  mayLeave: { ask: null; answer: boolean };
  pick: { ask: PickerOptions; answer: Picked[] | null };
};
export type Question = keyof Questions;

export type Envelope =
  | { segueBridge: 1; say: FromApp | ToApp }
  | { segueBridge: 1; question: Question; id: number; ask: unknown }
  | { segueBridge: 1; answerTo: number; answer: unknown };

export function isEnvelope(data: unknown): data is Envelope {
  return typeof data === "object" && data !== null && "segueBridge" in data;
}
