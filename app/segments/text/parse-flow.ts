// Conditions about runs of flows: "in flow 3", "left flow 3 as treated because goal in last 30 days".
import { type InFlow, RunGroup } from "../definition.ts";
import { Ending } from "../endings.ts";
import { closed, outerWindow } from "./parse.ts";
import { needNumberTest, whole } from "./parse-test.ts";
import type { Reader } from "./reader.ts";

/** Null where the text is about something else. */
export function parseFlow(reader: Reader): InFlow | null {
  if (reader.take("in", "flow")) return { ...theFlow(reader), how: { kind: "is" } };
  if (reader.take("was", "in", "flow")) return { ...theFlow(reader), how: { kind: "was" } };
  if (reader.take("entered", "flow")) return { ...theFlow(reader), how: { kind: "entered", window: theirWindow(reader) } };
  if (reader.take("left", "flow")) {
    const flow = theFlow(reader);
    const because = reader.take("because") ? { because: parseEndings(reader) } : {};
    return { ...flow, how: { kind: "ended", ...because, window: theirWindow(reader) } };
  }
  if (reader.take("at")) {
    const step = stepOf(reader);
    return { ...theFlow(reader), how: { kind: "at", step } };
  }
  if (reader.take("drew")) return parseDrew(reader);
  if (!reader.take("times", "(", "flow")) return null;
  const flow = closed(reader, theFlow(reader));
  const window = outerWindow(reader);
  return { ...flow, how: { kind: "times", ...(window ? { window } : {}), test: needNumberTest(reader) } };
}

function parseDrew(reader: Reader): InFlow {
  const arm = reader.string();
  reader.need("at");
  const step = stepOf(reader);
  return { ...theFlow(reader), how: { kind: "drew", step, arm, window: theirWindow(reader) } };
}

function stepOf(reader: Reader): string {
  const step = reader.string();
  reader.need("in", "flow");
  return step;
}

/** By its number, and of which group of it. */
function theFlow(reader: Reader): Omit<InFlow, "how"> {
  const flow = whole(reader);
  if (!reader.take("as")) return { kind: "flow", flow };
  reader.offer(...RunGroup.options);
  const group = RunGroup.safeParse(reader.peek()?.text);
  if (!group.success) return reader.wrong(`Here a group is expected: ${RunGroup.options.join(", ")}.`);
  reader.next();
  return { kind: "flow", flow, group: group.data };
}

const theirWindow = (reader: Reader) => outerWindow(reader) ?? reader.stop("Here a window is expected.");

function parseEndings(reader: Reader): Ending[] {
  const found: Ending[] = [];
  do {
    reader.offer(...Ending.options);
    const read = Ending.safeParse(reader.peek()?.text);
    if (!read.success) return reader.wrong(`Here a reason is expected: ${Ending.options.join(", ")}.`);
    reader.next();
    found.push(read.data);
  } while (reader.take(","));
  return found;
}

