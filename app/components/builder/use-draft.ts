// All that the builder derives from what is on screen: the definition, what is unfinished, the live
// count, and which problem belongs to which node.
import { useMemo, useReducer, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "#app/segments/definition.ts";
import { atNodes } from "./node-problems.ts";
import { funnelLabels, samePath, type PreviewLeaf, type PreviewView } from "./preview-view.ts";
import { begin, definitionOf, leavesIn, prunedOf, reduce } from "./state.ts";
import { isFinished, unfinished } from "./unfinished.ts";
import { usePreview, type Answered } from "./use-preview.ts";

type Opening = { name: string; definition: Definition | null };

export function useDraft(opening: Opening, saved: Opening, previewAddress: string) {
  const [name, setName] = useState(opening.name);
  const [state, dispatch] = useReducer(reduce, opening.definition, (definition) => begin(definition));
  const whole = useMemo(() => definitionOf(state.root, state.clock), [state.root, state.clock]);
  const finished = useMemo(() => prunedOf(state.root, isFinished, state.clock), [state.root, state.clock]);
  const preview = usePreview(previewAddress, finished);
  const savedText = useMemo(() => textOf(saved), [saved]);
  const leaves = leavesIn(state.root);

  return {
    name,
    setName,
    state,
    dispatch,
    definition: whole.definition,
    isDirty: textOf({ name, definition: whole.definition }) !== savedText,
    unfinished: leaves.flatMap(({ key, leaf }) => unfinished(leaf).map((problem) => ({ key, problem }))),
    leftOut: leaves.filter(({ leaf }) => !isFinished(leaf)).length,
    /** Without what is unfinished; null where nothing remains. */
    finished: finished?.definition ?? null,
    isEmpty: finished === null,
    preview: { isAsking: preview.isAsking, takesLong: preview.takesLong, hasFailed: preview.hasFailed, view: viewOf(preview.answered), labels: preview.answered ? funnelLabels(preview.answered.asked.definition) : [] },
    /** Problems of the last save lie in the whole definition, those of the last count in its finished part. */
    placed: (saving: Problem[]) => [atNodes(saving, whole.paths), refusedOf(preview.answered)] as const,
    countsOf: (key: string) => countsOf(preview.answered, key),
    /** What the last count says of no condition, such as that it took too long. */
    countProblems: refusedOf(preview.answered).get("") ?? [],
    reset: () => {
      setName(saved.name);
      dispatch({ do: "reset", definition: saved.definition });
    },
  };
}

/** Compared as it would be saved: a lone condition and a group of one are the same question on screen. */
function textOf({ name, definition }: Opening): string {
  const { root, clock } = begin(definition);
  return JSON.stringify([name, definitionOf(root, clock).definition]);
}

const viewOf = (answered: Answered): PreviewView | null => (answered && "view" in answered.answer ? answered.answer.view : null);

const refusedOf = (answered: Answered): Map<string, Problem[]> =>
  answered && "problems" in answered.answer ? atNodes(answered.answer.problems, answered.asked.paths) : new Map();

function countsOf(answered: Answered, key: string): PreviewLeaf | null {
  const path = answered?.asked.paths.get(key);
  if (!path) return null;
  return viewOf(answered)?.leaves.find((leaf) => samePath(leaf.path, path)) ?? null;
}
