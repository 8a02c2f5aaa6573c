// Sends one change of what the gate goes by, and holds what was wrong with it.
import { useAppBridge } from "@shopify/app-bridge-react";
import { useAnswered } from "../use-answered.ts";

const ADDRESS = "/app/compliance/limits";

export type Sent = { change: string } & Record<string, string | number | boolean | null>;

export function useLimits(said: string, onDone?: () => void) {
  const shopify = useAppBridge();
  const { submit, isBusy, problems } = useAnswered(() => {
    shopify.toast.show(said);
    onDone?.();
  });
  return { isBusy, problems, send: (change: Sent) => submit(change, { method: "POST", action: ADDRESS, encType: "application/json" }) };
}
