// A walk over tokens.
import { type Comment, commentsOf, type Taking } from "./comments.ts";
import type { Token } from "./lex.ts";
import { behind, isJoiner, isSign } from "./recover.ts";

/** Thrown where the text cannot be read; caught in text.ts, and by recover(). */
export class Stop {
  readonly message: string;
  readonly at: number;
  readonly to: number;
  constructor(message: string, at: number, to: number) {
    this.message = message;
    this.at = at;
    this.to = to;
  }
}

/** What could come where the text ends: words and signs as they are written, and what a word or number would stand for. */
export type Expected = { words: Set<string>; kinds: Set<string> };
/** Where each condition stands in the text, in order. */
export type Span = { at: number; to: number };

function stopAt(message: string, { at, to }: Span): never {
  throw new Stop(message, at, to);
}

/** What follows from a mistake at the same place is none. */
function gather(mistakes: Stop[], message: string, { at, to }: Span): void {
  if (mistakes.at(-1)?.at !== at) mistakes.push(new Stop(message, at, to));
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
  /** These may come next, although they are not taken by name. */
  offer(...texts: string[]): void;
  stop(message: string): never;
  /** Stops at what was read last. */
  wrong(message: string): never;
  end(): void;
  /** Where mistakes are gathered, one inside is noted, and reading goes on behind the condition, which is `instead`. */
  recover<Result>(work: () => Result, instead: Result): Result;
  /** Goes on as if nothing were wrong where mistakes are gathered; stops elsewhere. */
  amiss(message: string): void;
  /** The same of a stretch that was read already. */
  refuse(message: string, span: Span): void;
  /** Where mistakes are gathered, what follows a condition and belongs nowhere is one. */
  settle(isInside: boolean): void;
  /** Where the next token begins; mark() then keeps a condition from there to the token last read. */
  place(): number;
  mark(from: number): void;
  readonly marked: Span[];
  /** Comments that nothing took yet: inside what was read, behind it on its line, apart before what comes, or all before that. */
  comments(taking: Taking): Comment[];
};

const LITERALS = /^[a-z]+(?:, [a-z]+)* or [a-z]+$/;

/** `mistakes`: all are gathered there, in place of stopping at the first. */
type Gathered = { expected?: Expected; mistakes?: Stop[]; comments?: readonly Comment[] };

export function readerOf(tokens: Token[], length: number, { expected, mistakes, comments = [] }: Gathered = {}): Reader {
  let at = 0;
  const marked: Span[] = [];
  const take = commentsOf(comments);
  const here = (): Span => ({ at: tokens[at]?.at ?? length, to: tokens[at]?.to ?? length });
  const stop = (message: string): never => stopAt(message, here());
  const refuse = (message: string, span: Span): void => (mistakes ? gather(mistakes, message, span) : stopAt(message, span));
  const amiss = (message: string): void => refuse(message, here());
  const isNext = (texts: string[]) => texts.every((text, index) => tokens[at + index]?.text === text && tokens[at + index]?.kind !== "string");
  const offer = (...texts: string[]) => at === tokens.length && texts.forEach((text) => expected?.words.add(text));
  /** Where the text ends in the midst of these, the rest of them is what could come. */
  const expect = (texts: string[]) => {
    const there = tokens.length - at;
    if (expected && there < texts.length && isNext(texts.slice(0, there))) expected.words.add(texts.slice(there).join(" "));
  };
  const need = (kind: Token["kind"], what: string): string => {
    const token = tokens[at];
    if (!token) note(what);
    if (token?.kind !== kind) return stop(`Here ${what} is expected${token ? `, not “${token.text}”` : ""}.`);
    at += 1;
    return token.text;
  };
  const note = (what: string) => (LITERALS.test(what) ? offer(...what.split(/, | or /)) : expected?.kinds.add(what));
  return {
    peek: (ahead = 0) => tokens[at + ahead],
    next: () => tokens[at++] ?? stop("The text ends too early."),
    take(...texts) {
      expect(texts);
      const isTaken = isNext(texts);
      if (isTaken) at += texts.length;
      return isTaken;
    },
    need(...texts) {
      expect(texts);
      if (!isNext(texts)) stop(`Here “${texts.join(" ")}” is expected${tokens[at] ? `, not “${tokens[at]?.text}”` : ""}.`);
      at += texts.length;
    },
    word: (what) => need("word", what),
    string: () => need("string", "a text in quotes"),
    number: () => Number(need("number", "a number")),
    date: () => need("date", "a date"),
    offer,
    stop,
    wrong: (message) => stopAt(message, tokens[at - 1] ?? here()),
    end: () => (at < tokens.length ? stop(`“${tokens[at]?.text}” is too much.`) : undefined),
    recover(work, instead) {
      const from = at;
      try {
        return work();
      } catch (thrown) {
        if (!mistakes || !(thrown instanceof Stop)) throw thrown;
        mistakes.push(thrown);
        at = behind(tokens, from, at);
        return instead;
      }
    },
    amiss,
    refuse,
    settle(isInside) {
      const isOver = () => at >= tokens.length || isJoiner(tokens[at]) || (isInside && isSign(tokens[at], ")"));
      if (!mistakes || isOver()) return;
      amiss(isInside ? `Here “)” is expected, not “${tokens[at]?.text}”.` : `“${tokens[at]?.text}” is too much.`);
      while (!isOver()) at = isSign(tokens[at], ")") ? at + 1 : behind(tokens, at, at);
    },
    place: () => tokens[at]?.at ?? length,
    mark: (from) => void marked.push({ at: from, to: tokens[at - 1]?.to ?? from }),
    marked,
    comments: (taking) => take(taking, tokens[at - 1]?.at ?? 0, tokens[at]?.at ?? Infinity),
  };
}
