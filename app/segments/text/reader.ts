// A walk over tokens.
import type { Token } from "./lex.ts";

/** Thrown where the text cannot be read, and caught in text.ts alone. */
export class Stop {
  readonly message: string;
  readonly at: number;
  constructor(message: string, at: number) {
    this.message = message;
    this.at = at;
  }
}

export type Reader = {
  /** The token that is `ahead` of the next one. */
  peek(ahead?: number): Token | undefined;
  next(): Token;
  /** Takes these words or signs, one after another, if they come next. */
  take(...texts: string[]): boolean;
  need(...texts: string[]): void;
  word(what: string): string;
  string(): string;
  number(): number;
  date(): string;
  stop(message: string): never;
  end(): void;
};

export function readerOf(tokens: Token[], length: number): Reader {
  let at = 0;
  const stop = (message: string): never => {
    throw new Stop(message, tokens[at]?.at ?? length);
  };
  const isNext = (texts: string[]) => texts.every((text, index) => tokens[at + index]?.text === text && tokens[at + index]?.kind !== "string");
  const need = (kind: Token["kind"], what: string): string => {
    const token = tokens[at];
    if (token?.kind !== kind) return stop(`Here ${what} is expected${token ? `, not “${token.text}”` : ""}.`);
    at += 1;
    return token.text;
  };
  return {
    peek: (ahead = 0) => tokens[at + ahead],
    next: () => tokens[at++] ?? stop("The text ends too early."),
    take(...texts) {
      const isTaken = isNext(texts);
      if (isTaken) at += texts.length;
      return isTaken;
    },
    need(...texts) {
      if (!isNext(texts)) stop(`Here “${texts.join(" ")}” is expected${tokens[at] ? `, not “${tokens[at]?.text}”` : ""}.`);
      at += texts.length;
    },
    word: (what) => need("word", what),
    string: () => need("string", "a text in quotes"),
    number: () => Number(need("number", "a number")),
    date: () => need("date", "a date"),
    stop,
    end: () => (at < tokens.length ? stop(`“${tokens[at]?.text}” is too much.`) : undefined),
  };
}
