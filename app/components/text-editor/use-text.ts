// The text while it is edited. What is right goes to the conditions at once; what has a mistake leaves
// them as they were, and is kept until it is mended or given up.
import { useMemo, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "#app/segments/definition.ts";
import type { ShopWords } from "../builder/shop-words.ts";
import { readText, textOf } from "./text-draft.ts";

type Sides = {
  /** What the conditions on screen say now. */
  definition: Definition;
  onRead: (definition: Definition | null) => void;
  /** Of each condition, in order. */
  ofLeaf: Problem[][];
  words: Pick<ShopWords, "mapped" | "lists" | "flows">;
};

export function useText({ definition, onRead, ofLeaf, words }: Sides) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const printed = useMemo(() => textOf(definition), [definition]);
  const text = typed ?? printed;
  const context = useMemo(() => ({ mapped: words.mapped, lists: new Map(words.lists.map(({ listId, columns }) => [listId, columns])), flows: new Map(words.flows.map((flow) => [flow.flowId, flow])) }), [words.mapped, words.lists, words.flows]);
  const reading = useMemo(() => readText(text, context, ofLeaf), [text, context, ofLeaf]);

  function change(next: string) {
    setTyped(next);
    const read = readText(next, context);
    if (read.isRight) onRead(read.definition);
  }

  return {
    isOpen,
    text,
    problems: reading.problems,
    change,
    open: () => setOpen(true),
    /** What is right is on the other side already, and is printed anew the next time. */
    close() {
      setOpen(false);
      if (reading.isRight || text === printed) setTyped(null);
    },
    giveUp: () => setTyped(null),
    /** What somebody typed is no definition: saving would lose it. */
    mistake: typed !== null && !reading.isRight ? (reading.problems[0] ?? null) : null,
    tidyUp: () => setTyped(null),
  };
}
