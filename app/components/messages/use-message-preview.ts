// The live preview: asked a moment after the last change; the newest question wins. The last text that could be read stays
// in sight while the next one is written.
import { useEffect, useState } from "react";
import type { MessageDefinition } from "#app/messages/message/message.ts";
import type { ExampleCoupon, Preview, Shown } from "#app/messages/message/preview.ts";

const PAUSE_MS = 350;

/** `shown`: of the last text that could be read; `isOld`: it is not the one that stands there. */
export type PreviewState = { preview: Preview | null; shown: Shown | null; isOld: boolean; hasFailed: boolean };

/** `coupon`: what one takes off that is yet to be chosen. */
export function useMessagePreview(name: string, definition: MessageDefinition, customerId: string | null, coupon: ExampleCoupon | null = null): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, shown: null, isOld: false, hasFailed: false });
  const body = JSON.stringify({ name, definition, customerId, ...(coupon === null ? {} : { coupon }) });
  useEffect(() => {
    const newer = new AbortController();
    const timer = setTimeout(() => {
      ask(body, newer.signal).then(
        (preview) => setState((before) => ({ preview: preview ?? before.preview, shown: preview?.shown ?? before.shown, isOld: preview?.shown == null, hasFailed: false })),
        () => {
          if (!newer.signal.aborted) setState((before) => ({ ...before, hasFailed: true }));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      newer.abort();
    };
  }, [body]);
  return state;
}

/** Null: something else than the text cannot be read yet, which saving tells beside its field. */
async function ask(body: string, signal: AbortSignal): Promise<Preview | null> {
  const answer = await fetch("/app/messages/preview", { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  if (answer.status === 422) return null;
  if (!answer.ok) throw new Error(`The preview failed with status ${answer.status}.`);
  return answer.json();
}
