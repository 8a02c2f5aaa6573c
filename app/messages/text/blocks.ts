// Liquid's outer form: words, {{ … }} and the few tags we allow, nested. liquidjs cuts the text into tokens; which tags
// there are and how they close is said here, so that every mistake has its place and its sentence.
import { defaultOptions, LiquidError, type TagToken, Tokenizer, type TopLevelToken, TypeGuards } from "liquidjs";
import { type Reading, wrong } from "./reading.ts";

export type Output = Extract<TopLevelToken, { contentRange: [number, number] }>;

export type Block =
  | { is: "words"; text: string }
  | { is: "output"; token: Output }
  | { is: "if"; token: TagToken; branches: { token: TagToken; unless: boolean; blocks: Block[] }[]; otherwise: Block[] }
  | { is: "for"; token: TagToken; blocks: Block[]; otherwise: Block[] };

/** Deeper than anyone reads. */
const DEPTH_MAX = 4;

const OPENERS = ["if", "unless", "for"];
const INNER = ["elsif", "else"];

type Cursor = { tokens: readonly TopLevelToken[]; at: number };

export function readBlocks(reading: Reading, text: string): Block[] {
  const tokens = tokensOf(reading, text);
  const cursor: Cursor = { tokens, at: 0 };
  const blocks: Block[] = [];
  while (cursor.at < tokens.length) {
    blocks.push(...readUntil(reading, cursor, [], 0));
    const stray = tokens[cursor.at++];
    if (stray && TypeGuards.isTagToken(stray)) wrong(reading, stray, `“${stray.name}” closes nothing here.`);
  }
  return blocks;
}

/** liquidjs throws at what it cannot cut: to us that is the merchant's mistake, with a place. */
function tokensOf(reading: Reading, text: string): TopLevelToken[] {
  try {
    return new Tokenizer(text, defaultOptions.operators).readTopLevelTokens();
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const { begin } = error.token;
    wrong(reading, { begin, end: Math.min(begin + 2, text.length) }, /not closed/.test(error.message) ? "This is opened and never closed." : "This cannot be read. Variables look like {{ customer.first_name }}.");
    return [];
  }
}

/** Reads on to the first tag among `stops`, which is left for the caller, or to a closing tag that belongs further out. */
function readUntil(reading: Reading, cursor: Cursor, stops: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
    if (TypeGuards.isHTMLToken(token)) blocks.push(...words(reading, token.getContent(), token));
    else if (TypeGuards.isTagToken(token)) {
      if (stops.includes(token.name) || INNER.includes(token.name) || token.name.startsWith("end")) return blocks;
      if (OPENERS.includes(token.name)) {
        cursor.at += 1;
        blocks.push(token.name === "for" ? readFor(reading, cursor, token, depth + 1) : readIf(reading, cursor, token, depth + 1));
        continue;
      }
      wrong(reading, token, `Texts know no tag “${token.name}”. They know if, elsif, else, unless and for.`);
    } else blocks.push({ is: "output", token });
    cursor.at += 1;
  }
  return blocks;
}

function readIf(reading: Reading, cursor: Cursor, token: TagToken, depth: number): Block {
  tooDeep(reading, token, depth);
  const end = `end${token.name}`;
  const branches = [{ token, unless: token.name === "unless", blocks: readUntil(reading, cursor, [end], depth) }];
  let otherwise: Block[] | null = null;
  for (let next = tagAt(cursor); next && INNER.includes(next.name); next = tagAt(cursor)) {
    cursor.at += 1;
    if (otherwise) wrong(reading, next, `Nothing comes after “else” but “${end}”.`);
    const blocks = readUntil(reading, cursor, [end], depth);
    if (next.name === "else") otherwise = blocks;
    else branches.push({ token: next, unless: false, blocks });
  }
  close(reading, cursor, token, end);
  return { is: "if", token, branches, otherwise: otherwise ?? [] };
}

function readFor(reading: Reading, cursor: Cursor, token: TagToken, depth: number): Block {
  tooDeep(reading, token, depth);
  const blocks = readUntil(reading, cursor, ["endfor"], depth);
  const inner = tagAt(cursor);
  let otherwise: Block[] = [];
  if (inner?.name === "else") {
    cursor.at += 1;
    otherwise = readUntil(reading, cursor, ["endfor"], depth);
  }
  close(reading, cursor, token, "endfor");
  return { is: "for", token, blocks, otherwise };
}

function tagAt(cursor: Cursor): TagToken | null {
  const token = cursor.tokens[cursor.at];
  return token && TypeGuards.isTagToken(token) ? token : null;
}

function close(reading: Reading, cursor: Cursor, opener: TagToken, end: string): void {
  if (tagAt(cursor)?.name === end) cursor.at += 1;
  else wrong(reading, opener, `“${opener.name}” is never closed: “{% ${end} %}” is missing.`);
}

function tooDeep(reading: Reading, token: TagToken, depth: number): void {
  if (depth > DEPTH_MAX) wrong(reading, token, `Conditions stand at most ${DEPTH_MAX} deep.`);
}

/** Signs of Liquid among the words are a slip that the customer would see. */
function words(reading: Reading, text: string, { begin, end }: { begin: number; end: number }): Block[] {
  const slip = /\}\}|%\}/.exec(text);
  if (slip) wrong(reading, { begin, end }, `“${slip[0]}” closes nothing here.`);
  return text === "" ? [] : [{ is: "words", text }];
}
