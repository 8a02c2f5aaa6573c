// What the engine was told about texting each number, as the simulator saw it being told: its own small book of consent, which
// knows less than the engine's ledger and never more. A word counts once the engine has taken it out of its inbox.

export type WordKind = "yes" | "no" | "stop";
type Word = { phone: string; kind: WordKind; /** When it was said, and when the engine knew. */ at: number; knownAt: number | null };

export type Words = {
  tell(phone: string, kind: WordKind, at: number): void;
  /** One that stands in a file; what is returned says that it is known. */
  read(phone: string, kind: WordKind, at: number): (now: number) => void;
  hasNews(): boolean;
  /** All that was told is known now. */
  learn(now: number): void;
  /** The last of these words that is known by then. */
  last(phone: string, kinds: readonly WordKind[], by: number): { at: number; knownAt: number } | null;
};

export function openWords(): Words {
  const words = new Map<string, Word[]>();
  let news: Word[] = [];
  const add = (phone: string, kind: WordKind, at: number): Word => {
    const word: Word = { phone, kind, at, knownAt: null };
    words.set(phone, [...(words.get(phone) ?? []), word]);
    return word;
  };
  return {
    tell: (phone, kind, at) => void news.push(add(phone, kind, at)),
    read(phone, kind, at) {
      const word = add(phone, kind, at);
      return (now) => void (word.knownAt ??= now);
    },
    hasNews: () => news.length > 0,
    learn(now) {
      for (const word of news) word.knownAt = now;
      news = [];
    },
    last(phone, kinds, by) {
      let found: { at: number; knownAt: number } | null = null;
      for (const { kind, at, knownAt } of words.get(phone) ?? []) {
        if (knownAt !== null && knownAt <= by && kinds.includes(kind) && (!found || at >= found.at)) found = { at, knownAt };
      }
      return found;
    },
  };
}
