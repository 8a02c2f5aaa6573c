// The flows to begin with as this shop can use them: with a product type of its own, in sentences, and with what is missing
// where one could start nobody yet.
import { isEventKind } from "../../customers/event-kind.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { askOf } from "../../segments/ask-rows.server.ts";
import { coverOf, type Covers } from "../../segments/cover.ts";
import { KIND_WORDS } from "../../segments/event-words.ts";
import { pickValues } from "../../segments/picker-rows.server.ts";
import type { FlowDefinition } from "../definition.ts";
import { describeStep } from "../describe/step.ts";
import { triggerWords } from "../describe/trigger.ts";
import { capital, type Names } from "../describe/words.ts";
import { eventOf, type Happening } from "../happening.ts";
import { SEEDS, seedFlow } from "../seeds.ts";
import { LEFT_ALONE, VIEWED } from "../told/listened.ts";
import type { Trigger } from "../trigger.ts";
import { flowNames } from "./flow-names.server.ts";
import type { TemplateLine } from "./views.ts";

/** The product type that the shop sells most of its products under; one of ours where it names none. */
export async function typeOf(world: World, shop: ShopId): Promise<string | undefined> {
  return (await pickValues(world, shop, "productType"))[0]?.value;
}

export async function flowTemplates(world: World, shop: ShopId): Promise<TemplateLine[]> {
  const [{ covers = {} }, type] = [await askOf(world, shop), await typeOf(world, shop)];
  const seeds = SEEDS.map((seed) => ({ seed, definition: seedFlow(seed, type) }));
  const names = await flowNames(world, shop, seeds.map(({ definition }) => definition));
  return seeds.map(({ seed: { key, name, meaning, finding }, definition }) => ({ key, name, meaning, why: finding?.why ?? null, ...shownFlow(definition, names), lacks: lacksOf(definition.triggers, covers) }));
}

/** What starts it, and its steps in the order in which they are written. */
export const shownFlow = ({ triggers, steps }: Pick<FlowDefinition, "triggers" | "steps">, names: Names) => ({
  starts: `Starts when ${triggers.map((trigger) => triggerWords(trigger, names)).join(", or when ")}.`,
  steps: steps.map((step) => ({ kind: step.kind, says: capital(describeStep(step, names)) })),
  texts: steps.filter(({ kind }) => kind === "send").length,
});

/** Only where none of the triggers can tell of anybody. */
function lacksOf(triggers: readonly Trigger[], covers: Covers): string[] {
  const each = triggers.map((trigger) => lackOf(trigger, covers));
  return each.some((lack) => lack === null) ? [] : [...new Set(each.flatMap((lack) => lack ?? []))];
}

function lackOf(trigger: Trigger, covers: Covers): string | null {
  switch (trigger.kind) {
    case "event": return untold([trigger.event], covers);
    case "abandoned": return untold([LEFT_ALONE[trigger.what]], covers);
    case "viewed": return untold([VIEWED[trigger.what]], covers);
    case "silence": return untold(trigger.of.map(({ event }) => event), covers);
    case "prediction": return "Predictions come later: it starts nobody until they do.";
    case "date": return trigger.field.startsWith("pred.") ? "Predictions come later: it starts nobody until they do." : null;
    case "segment": case "crosses": case "stock": case "customer": case "consent": case "keyword": case "text": case "rfm": case "schedule": case "call": return null;
    default: return trigger satisfies never;
  }
}

function untold(happenings: readonly Happening[], covers: Covers): string | null {
  const missing = happenings.map(eventOf).filter((event) => isEventKind(event) && coverOf({ event }, covers) === null);
  if (missing.length < happenings.length) return null;
  const words = missing.flatMap((event) => (isEventKind(event) ? [KIND_WORDS[event].many] : []));
  const come = missing.every((event) => event.startsWith("sms")) ? "They come once you text people." : "Settings has the key with which your other systems send them.";
  return `No ${words.join(" and no ")} have come yet. ${come}`;
}
