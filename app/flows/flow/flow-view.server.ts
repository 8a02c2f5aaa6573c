// A flow as its page shows it: what it does in sentences, who stands where, and what is under way for it.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { describeFlow } from "../describe.ts";
import { describeStep } from "../describe/step.ts";
import { capital, type Names } from "../describe/words.ts";
import { type Passed, passedIn } from "../report/count-rows.server.ts";
import type { Step } from "../step.ts";
import { waitingIn } from "./activation-rows.server.ts";
import { digestOf, isSame } from "./digest.ts";
import type { FlowId } from "./flow.ts";
import { flowById, type FlowRow } from "./flow-rows.server.ts";
import { flowNames } from "./flow-names.server.ts";
import { doneReplay } from "./seen-rows.server.ts";
import type { FlowOnPage, FlowView, UnderWay } from "./views.ts";
import { readFlowVersion, standingIn, type StandingCount } from "./version-rows.server.ts";

export async function flowView(world: World, shop: ShopId, id: FlowId): Promise<FlowOnPage | null> {
  const flow = await flowById(world, shop, id);
  if (!flow) return null;
  const { flowId, name, state, problem, draft, version } = flow;
  const published = version === null ? null : await readFlowVersion(world, shop, flowId, version);
  const definition = published?.definition ?? draft;
  const names = await flowNames(world, shop, [definition]);
  const standing = version === null ? [] : await standingIn(world, shop, flowId);
  const replay = await doneReplay(world, shop, flowId, digestOf(draft));
  const passed = version === null ? [] : await passedIn(world, shop, flowId);
  const view: FlowView = {
    flowId: Number(flowId), name, state, problem, version, draftRev: flow.draftRev,
    publishedAt: published?.at ?? null, publishedBy: published?.by ?? null,
    hasChanges: published !== null && !isSame(published.definition, draft),
    ...wordsOf(definition, names), steps: stepsOf(definition, names, standing, passed),
    entered: passed.find(({ step }) => step === "")?.came ?? 0,
    inIt: standing.reduce((sum, { people }) => sum + people, 0),
    older: standing.reduce((sum, each) => (each.version === version ? sum : sum + each.people), 0),
    waiting: version === null ? 0 : await waitingIn(world, shop, flowId),
    replaySeenAt: replay?.seenAt ?? null,
    underWay: underWay(flow),
  };
  return { view, definition, names };
}

/** What starts it and who may enter; what ends it and what it is for. */
export function wordsOf(definition: FlowDefinition, names: Names): { starts: string[]; ends: string[] } {
  const lines = describeFlow(definition, names).split("\n");
  const [first, last] = [lines.indexOf(""), lines.lastIndexOf("")];
  return { starts: lines.slice(0, first), ends: lines.slice(last + 1) };
}

const stepsOf = ({ steps }: FlowDefinition, names: Names, standing: readonly StandingCount[], passed: readonly Passed[]): FlowView["steps"] =>
  steps.map((step) => {
    const { came, sent } = passed.find((each) => each.step === step.id) ?? { came: 0, sent: 0 };
    return { id: step.id, kind: step.kind, says: saysOf(step, names), next: step.next, note: step.note, people: standing.reduce((sum, each) => (each.step === step.id ? sum + each.people : sum), 0), came, sent };
  });

/** A text of its own as somebody would read it; all else in a sentence. */
function saysOf(step: Step, names: Names): string {
  if (step.kind !== "send" || step.message.kind !== "own") return capital(describeStep(step, names));
  const { class: kind, scope, text } = step.message;
  const what = step.to === "staff" ? "Text to the staff" : kind === "transactional" ? "Service text" : scope === "cartReminders" ? "Cart reminder" : "Promotional text";
  return `${what}: “${spoken(text)}”`;
}

/** The values that it fills in by their names, without the signs around them. */
const spoken = (text: string): string =>
  text.replaceAll(/\{%.*?%\}/g, "").replaceAll(/\{\{\s*([\w.]+).*?\}\}/g, (_, name: string) => `[${(name.split(".").at(-1) ?? name).replaceAll("_", " ")}]`).replaceAll(/\s+/g, " ").trim();

function underWay({ progress: { tellings, activation } }: FlowRow): UnderWay {
  const [telling] = tellings;
  return {
    telling: telling ? { say: telling.say, told: telling.told } : null,
    activation: activation && { isDone: activation.isDone, how: activation.enters.how, seen: activation.seen, let: activation.let, late: activation.late, held: activation.held },
  };
}
