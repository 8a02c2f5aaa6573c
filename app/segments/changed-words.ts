// What changed between two sentences, word by word: the longest run of words both have in order is the
// same, all else changed.

export type Words = { text: string; isChanged: boolean };

/** Sentences of hundreds of conditions are marked as a whole: the table of words would grow with their square. */
const WORDS_MAX = 1_500;

export function changedWords(before: string, after: string): { before: Words[]; after: Words[] } {
  const [old, young] = [words(before), words(after)];
  const head = shared(old, young);
  const tail = shared(old.slice(head).toReversed(), young.slice(head).toReversed());
  const [oldMiddle, youngMiddle] = [old.slice(head, old.length - tail), young.slice(head, young.length - tail)];
  const isLong = oldMiddle.length > WORDS_MAX || youngMiddle.length > WORDS_MAX;
  const pairs = isLong ? [] : common(oldMiddle, youngMiddle);
  const same = (all: string[], places: number[]) => marked(all, new Set([...places.map((place) => place + head), ...range(0, head), ...range(all.length - tail, all.length)]));
  return { before: same(old, pairs.map(([at]) => at)), after: same(young, pairs.map(([, at]) => at)) };
}

const words = (text: string) => text.split(" ").filter(Boolean);
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

function shared(a: string[], b: string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** The places of the longest common subsequence. */
function common(a: string[], b: string[]): [number, number][] {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Runs of words that are alike, each with the space behind it but for the last. */
function marked(all: string[], same: ReadonlySet<number>): Words[] {
  const runs: Words[] = [];
  for (const [place, word] of all.entries()) {
    const isChanged = !same.has(place);
    const last = runs.at(-1);
    const text = place === all.length - 1 ? word : `${word} `;
    if (last && last.isChanged === isChanged) last.text += text;
    else runs.push({ text, isChanged });
  }
  return runs;
}
