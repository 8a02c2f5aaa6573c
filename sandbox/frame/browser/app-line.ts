// The admin's end of the line to the app in its frame.
import { data } from "./data.ts";
import { type FromApp, isEnvelope, type Question, type Questions, type ToApp } from "./messages.ts";

export const frame = document.getElementById("app") as HTMLIFrameElement | null;

type Answers = { [Q in Question]: (ask: Questions[Q]["ask"]) => Promise<Questions[Q]["answer"]> };

export function say(message: ToApp): void {
  frame?.contentWindow?.postMessage({ segueBridge: 1, say: message }, data.appOrigin ?? location.origin);
}

export function listen(hear: (message: FromApp) => void, answers: Answers): void {
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== data.appOrigin || !isEnvelope(event.data)) return;
    const envelope = event.data;
    if ("say" in envelope) return hear(envelope.say as FromApp);
    if (!("question" in envelope)) return;
    const answer = answers[envelope.question] as (ask: unknown) => Promise<unknown>;
    void answer(envelope.ask).then((given) =>
      frame?.contentWindow?.postMessage({ segueBridge: 1, answerTo: envelope.id, answer: given }, event.origin),
    );
  });
}
