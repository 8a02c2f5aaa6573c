// Why somebody joined or left, in a few words.
const WORDS: Record<string, string> = {
  fact: "something new about them",
  clock: "time passed",
  edit: "the segment was edited",
  first: "the first count",
  merge: "customers were merged",
  import: "after an import",
};

export const causeWords = (cause: string) => WORDS[cause] ?? cause;
