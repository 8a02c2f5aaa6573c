// One run with its story, as its page shows it.
import type { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";
import type { World } from "../../lib/world.ts";
import { flowNames } from "../flow/flow-names.server.ts";
import { flowVersions, versionName } from "../flow/version-rows.server.ts";
import { messageNames } from "./report-rows.server.ts";
import { doingsOfRun, linesOfRun, readRun, type StoryDoing, type StoryRun, type StoryText, textsOfRun } from "./run-story-rows.server.ts";
import { stepTitle } from "./step-title.ts";
import { differsAt, type Moment, storyOf } from "./story.ts";

/** `sameAgain`: deciding each line again from its ledger gives the same; null: not asked. `differs`: the first line that does not. */
export type Story = { run: StoryRun; stepTitle: string | null; moments: Moment[]; texts: StoryText[]; doings: StoryDoing[]; again: { isSame: boolean; differs: number | null } | null };

export async function readStory(world: World, shop: ShopId, flow: number, id: string, isChecked: boolean): Promise<Story | null> {
  const run = await readRun(world, shop, flow, id);
  if (!run) return null;
  const lines = await linesOfRun(world, shop, id);
  const found = await flowVersions(world, shop, [...new Set([run.version, ...lines.map(({ version }) => version)])].map((version) => ({ flow, version })));
  const versionOf = (version: number) => found.get(versionName({ flow, version }))?.definition;
  const definitions = [...found.values()].map(({ definition }) => definition);
  const messages = await messageNames(world, shop, definitions.flatMap(({ steps }) => steps));
  const titleOf = (version: number, step: string): string => {
    const known = versionOf(version)?.steps.find(({ id }) => id === step);
    return known ? stepTitle(known, known.kind === "send" && known.message.kind === "saved" ? (messages.get(known.message.id) ?? null) : null) : step;
  };
  const differs = isChecked ? differsAt(lines, (version) => {
    const definition = versionOf(version);
    invariant(definition, "a version by which a line was decided is kept");
    return definition;
  }) : null;
  return {
    run, stepTitle: run.step === null ? null : titleOf(run.version, run.step), moments: storyOf(lines, versionOf, titleOf, await flowNames(world, shop, definitions)),
    texts: await textsOfRun(world, shop, id), doings: await doingsOfRun(world, shop, id), again: isChecked ? { isSame: differs === null, differs } : null,
  };
}
