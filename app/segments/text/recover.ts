// Where reading goes on after a mistake.
import type { Token } from "./lex.ts";

export const isSign = (token: Token | undefined, text: string): boolean => token?.kind === "sign" && token.text === text;
export const isJoiner = (token: Token | undefined): boolean => token?.kind === "word" && (token.text === "and" || token.text === "or");

const opened = (token: Token | undefined): number => (isSign(token, "(") ? 1 : isSign(token, ")") ? -1 : 0);

/** Behind the condition that began at `from` and was read up to `at`, with whatever brackets it opened. */
export function behind(tokens: readonly Token[], from: number, at: number): number {
  let open = tokens.slice(from, at).reduce((sum, token) => Math.max(0, sum + opened(token)), 0);
  let place = at === from && isJoiner(tokens[at]) ? at + 1 : at;
  while (place < tokens.length && !(open === 0 && (isJoiner(tokens[place]) || isSign(tokens[place], ")")))) {
    open += opened(tokens[place]);
    place += 1;
  }
  return place;
}
