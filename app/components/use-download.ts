// A file that the app makes when it is asked for. It is fetched, not linked to: a link would carry no proof
// of who asks.
import { useState } from "react";
import { saveFile } from "./save-file.ts";

export function useDownload(address: string, name: string) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  async function fetchFile() {
    setState("busy");
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return setState("failed");
    saveFile(name, await answer.blob());
    setState("idle");
  }
  return { download: () => void fetchFile(), isBusy: state === "busy", problem: state === "failed" && "The file could not be made. Try again." };
}
