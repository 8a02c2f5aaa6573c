// Which limits a flow breaks by its own making, whoever is in it.
import { days, hours } from "../../lib/time.ts";
import { counted } from "../../segments/describe/words.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Step } from "../step.ts";
import type { Finding, NamedCap, Surroundings } from "./finding.ts";
import { eachPath, type Sends } from "./paths.ts";

/** The most texts in any span of the limit's length, and the first of them that is beyond it. */
type Worst = { count: number; overMs: number; step: string };

export function overCaps(definition: FlowDefinition, isPromotion: (step: Step) => boolean, { cap, policies }: Surroundings): Finding[] {
  const caps: NamedCap[] = [
    ...(cap ? [{ name: "", ...cap }] : []),
    ...definition.policies.flatMap((name) => (policies[name] ? [{ name, ...policies[name] }] : [])),
  ];
  const worst = new Map<NamedCap, Worst>();
  const isSure = eachPath(definition, isPromotion, (sends) => {
    for (const each of caps) {
      const found = worstOf(sends, each);
      if (found && found.count > (worst.get(each)?.count ?? 0)) worst.set(each, found);
    }
  });
  const over = [...worst].map(([each, { count, overMs, step }]): Finding => ({
    code: "overCap", severity: "warning", step,
    message: `This path can send ${counted(count, "text")} in ${lengthWords(overMs)}; ${each.name === "" ? "your own limit for each person" : `your cap for “${each.name}”`} is ${each.max} in ${lengthWords(each.windowMs)}. What is beyond it waits or is skipped.`,
  }));
  return isSure ? over : [...over, { code: "capUnsure", severity: "warning", step: null, message: "The flow has too many ways to try them all against your limits. The limits hold all the same when texts go." }];
}

/** As the gate counts: a text exactly one span before is free again. */
function worstOf(sends: Sends, { max, windowMs }: NamedCap): Worst | null {
  let worst: Worst | null = null;
  for (const [from, first] of sends.entries()) {
    const inside = sends.slice(from).filter(({ atMs }) => atMs < first.atMs + windowMs);
    const beyond = inside[max];
    const last = inside.at(-1);
    if (beyond && last && inside.length > (worst?.count ?? 0)) worst = { count: inside.length, overMs: last.atMs - first.atMs, step: beyond.step };
  }
  return worst;
}

export function lengthWords(ms: number): string {
  if (ms < hours(1)) return "an hour";
  return ms < days(1) || (ms < days(2) && ms % days(1) !== 0) || ms === days(1) ? counted(Math.ceil(ms / hours(1)), "hour") : counted(Math.ceil(ms / days(1)), "day");
}
