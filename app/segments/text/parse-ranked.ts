// Text read back: rates, trends and ranks.
import { EventKey, type Expression, type Leaf, Measure, type Place, type Trend, type Window } from "../definition.ts";
import { closed, outerWindow, parseAgg, parseExpression, parseWhere } from "./parse.ts";
import { needNumberTest, needWindow, whole } from "./parse-test.ts";
import type { Reader } from "./reader.ts";

type RateExpression = Extract<Expression, { kind: "rate" }>;

function event(reader: Reader): EventKey {
  const found = EventKey.safeParse(reader.word("an event"));
  return found.success ? found.data : reader.wrong("Here an event is expected, such as order or smsDelivered.");
}

/** After "rate(". */
function parseParts(reader: Reader): Omit<RateExpression, "window" | "atLeast"> {
  const counted = { kind: "rate" as const, event: event(reader), ...parseWhere(reader) };
  reader.need("per");
  const per = event(reader);
  const { where: perWhere } = parseWhere(reader);
  return { ...counted, per, ...(perWhere ? { perWhere } : {}) };
}

const parseLeast = (reader: Reader) => (reader.take("with") ? { atLeast: whole(reader) } : {});

export function parseFading(reader: Reader): { halfLife?: number } {
  if (!reader.take("fading")) return {};
  const halfLife = whole(reader);
  reader.need("d");
  return { halfLife };
}

const parseSure = (reader: Reader) => (reader.take("surely") ? { sure: true } : {});

export function parseRate(reader: Reader): Leaf {
  const parts = closed(reader, parseParts(reader));
  const window = outerWindow(reader);
  return { ...parts, ...(window ? { window } : {}), ...parseFading(reader), ...parseLeast(reader), ...parseSure(reader), test: needNumberTest(reader) };
}

/** In a comparison, a trend or a rank its window stands inside. */
export function parseInnerRate(reader: Reader): RateExpression {
  const parts = parseParts(reader);
  const window: { window?: Window } = reader.take("during") ? { window: needWindow(reader) } : {};
  return closed(reader, { ...parts, ...window, ...parseFading(reader), ...parseLeast(reader) });
}

export function parseTrend(reader: Reader): Leaf {
  const of = parseChanging(reader);
  reader.need("in");
  const window = needWindow(reader);
  reader.need("against");
  const before = needWindow(reader);
  const least = closed(reader, parseLeast(reader));
  return { kind: "trend", of, window, before, ...least, ...parseSure(reader), test: needNumberTest(reader) };
}

function parseChanging(reader: Reader): Trend["of"] {
  if (reader.take("rate", "(")) return closed(reader, parseParts(reader));
  const measure = Measure.safeParse(reader.peek()?.text);
  if (!measure.success) return reader.stop("Here a measure or a rate is expected, such as count.");
  const { window, ...of } = parseAgg(reader, measure.data);
  return window === undefined ? { kind: "agg", ...of } : reader.stop("The two periods of a trend stand behind what is measured.");
}

export function parseRank(reader: Reader): Leaf {
  const of = parseExpression(reader);
  const among = closed(reader, reader.take("among", "segment") ? { among: whole(reader) } : {});
  return { kind: "rank", of, place: parsePlace(reader), ...among };
}

function parsePlace(reader: Reader): Place {
  for (const kind of ["top", "bottom"] as const) {
    if (reader.take(kind)) return { kind, n: reader.number(), unit: reader.take("%") ? "percent" : "people" };
  }
  if (reader.take("tile")) {
    const tile = whole(reader);
    reader.need("of");
    return { kind: "tile", tile, of: whole(reader) };
  }
  for (const side of ["above", "below"] as const) if (reader.take(side, "median")) return { kind: "median", side };
  return reader.stop("Here a place is expected: top 100, bottom 10 %, tile 1 of 5, above median.");
}
