// Sends a file a part at a time. Each answer says which byte is wanted next, so that a part which was lost,
// or a connection that broke, costs that part alone; the same file sent again goes on where it stopped.
import { useRef, useState } from "react";
import { z } from "zod";
import type { Problem } from "#app/lib/problem.ts";

const PART_BYTES = 2_000_000;
const TRIES_MAX = 6;
const WAIT_MS = 1_000;

type State = { kind: "idle" | "failed" } | { kind: "sending"; share: number };
type Draft = { name: string } | { list: number };

const Begun = z.object({ upload: z.number() });
const Wrong = z.object({ problems: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })) });
const Next = z.object({ at: z.number(), bytes: z.number() });

export function useUpload(onDone: (upload: number) => void) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const [problems, setProblems] = useState<Problem[]>([]);
  /** What was begun and not finished, for the same file and the same list. */
  const begun = useRef<{ key: string; upload: number } | null>(null);

  async function send(file: File | null, draft: Draft): Promise<void> {
    setProblems([]);
    if (!file) return setProblems([{ path: ["file"], message: "Choose a file." }, ...("name" in draft && draft.name.trim() === "" ? [{ path: ["name"], message: "Give the list a name." }] : [])]);
    setState({ kind: "sending", share: 0 });
    const key = JSON.stringify([draft, file.name, file.size, file.lastModified]);
    const upload = begun.current?.key === key ? begun.current.upload : await begin(file, draft);
    if (upload === null) return setState({ kind: "failed" });
    if (typeof upload !== "number") {
      setProblems(upload);
      return setState({ kind: "idle" });
    }
    begun.current = { key, upload };
    if (!(await sendParts(file, upload, (share) => setState({ kind: "sending", share })))) return setState({ kind: "failed" });
    begun.current = null;
    onDone(upload);
  }
  return { state, problems, send };
}

async function begin(file: File, draft: Draft): Promise<number | Problem[] | null> {
  const answer = await ask("/app/lists/new?_data=routes%2Fapp.lists.new", JSON.stringify({ ...draft, fileName: file.name, bytes: file.size }), "application/json");
  const [started, refused] = [Begun.safeParse(answer), Wrong.safeParse(answer)];
  return started.success ? started.data.upload : refused.success ? refused.data.problems : null;
}

async function sendParts(file: File, upload: number, tell: (share: number) => void): Promise<boolean> {
  let tries = 0;
  for (let at = 0; at < file.size; ) {
    const answer = Next.safeParse(await ask(`/app/lists/uploads/${upload}/part?at=${at}`, file.slice(at, at + PART_BYTES), "application/octet-stream"));
    if (answer.success && answer.data.bytes !== file.size) return false;
    if (answer.success && answer.data.at > at) {
      at = answer.data.at;
      tries = 0;
      tell(at / file.size);
      continue;
    }
    tries += 1;
    if (tries >= TRIES_MAX) return false;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS * tries));
  }
  return true;
}

/** Null where nobody answered, or not in words we know. */
async function ask(address: string, body: BodyInit, type: string): Promise<unknown> {
  const answer = await fetch(address, { method: "POST", body, headers: { "content-type": type } }).catch(() => null);
  return answer ? answer.json().catch(() => null) : null;
}
