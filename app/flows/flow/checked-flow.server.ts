// Everything that stands against a flow, and everything that its merchant should know of it, held against their own shop:
// for the editor beside the steps, and once more at publishing.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import type { World } from "../../lib/world.ts";
import { knownLists } from "../../lists/rows.server.ts";
import type { CheckContext } from "../../segments/check.ts";
import { knownSegments } from "../../segments/save-rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { metafieldsOf } from "../../shops/settings.ts";
import { checkFlow } from "../check.ts";
import { checkBeforeLive, type Finding, worstCost } from "../checker.ts";
import type { FlowDefinition } from "../definition.ts";
import { checkDoings } from "../doing/check-doings.ts";
import { doingContext } from "../doing/doing-context.server.ts";
import { couponsBefore } from "./coupons-before.ts";
import { surroundingsOf } from "./surroundings.server.ts";
import type { CheckedFlow } from "./views.ts";

export async function checkedFlow(world: World, shop: ShopId, definition: FlowDefinition): Promise<CheckedFlow> {
  const context = await contextOf(world, shop);
  const problems = [...checkFlow(definition, context), ...checkNamed(definition, context), ...checkDoings(definition, await doingContext(world, shop))];
  if (problems.length > 0) return { problems, findings: [], worst: null };
  const { surroundings, usable } = await surroundingsOf(world, shop, definition);
  const findings = [...checkBeforeLive(definition, surroundings), ...checkCoupons(definition, usable)];
  return { problems, findings: findings.sort((one, other) => RANK[one.severity] - RANK[other.severity]), worst: worstCost(definition, surroundings) };
}

const RANK: Record<Finding["severity"], number> = { stop: 0, todo: 1, warning: 2 };

/** The shop's segments, lists and fields, which conditions may ask about. */
async function contextOf(world: World, shop: ShopId): Promise<CheckContext> {
  const [segments, lists, found] = [await knownSegments(world, shop), await knownLists(world, shop), await readShop(world, shop)];
  return {
    segments: new Map(segments.map(({ segmentId, uses }) => [segmentId, uses])), lists: new Map(lists.map(({ listId, columns }) => [listId, columns])),
    mapped: Object.fromEntries((found ? metafieldsOf(found.settings) : []).map((name) => [name, null])),
  };
}

/** What triggers name by its number. */
function checkNamed({ triggers }: FlowDefinition, { segments }: CheckContext): Problem[] {
  return [
    ...triggers.flatMap((trigger, index) => ("segment" in trigger && !segments?.has(trigger.segment) ? [{ path: ["triggers", index, "segment"], message: "This segment was deleted. Choose another." }] : [])),
  ];
}

function checkCoupons(definition: FlowDefinition, usable: ReadonlySet<number>): Finding[] {
  const before = couponsBefore(definition);
  return definition.steps.flatMap((step): Finding[] => {
    if (step.kind === "coupon" && step.coupon !== null && !usable.has(step.coupon)) return [{ code: "couponUnset", severity: "todo", step: step.id, message: "This coupon was ended or has run out. Choose another." }];
    const own = step.kind === "send" && step.message.kind === "own" && (before.get(step.id)?.size ?? 0) > 1;
    return own ? [{ code: "couponNotSure", severity: "stop", step: step.id, message: "Two different coupons can lead to this text, which can tell the code of one only. Give each way its own text." }] : [];
  });
}
