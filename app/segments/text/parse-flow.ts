// Conditions about runs of flows: "in flow 3", "left flow 3 because goal in last 30 days".
import type { InFlow } from "../definition.ts";
import { Ending } from "../endings.ts";
import { closed, outerWindow } from "./parse.ts";
import { needNumberTest, whole } from "./parse-test.ts";
import type { Reader } from "./reader.ts";

/** Null where the text is about something else. */
export function parseFlow(reader: Reader): InFlow | null {
  if (reader.take("in", "flow")) return { kind: "flow", flow: whole(reader), how: { kind: "is" } };
  if (reader.take("was", "in", "flow")) return { kind: "flow", flow: whole(reader), how: { kind: "was" } };
  if (reader.take("entered", "flow")) return { kind: "flow", flow: whole(reader), how: { kind: "entered", window: theirWindow(reader) } };
  if (reader.take("left", "flow")) {
    const flow = whole(reader);
    const because = reader.take("because") ? { because: parseEndings(reader) } : {};
    return { kind: "flow", flow, how: { kind: "ended", ...because, window: theirWindow(reader) } };
  }
  if (!reader.take("times", "(", "flow")) return null;
  const flow = closed(reader, whole(reader));
  const window = outerWindow(reader);
  return { kind: "flow", flow, how: { kind: "times", ...(window ? { window } : {}), test: needNumberTest(reader) } };
}

const theirWindow = (reader: Reader) => outerWindow(reader) ?? reader.stop("Here a window is expected.");

function parseEndings(reader: Reader): Ending[] {
  const found: Ending[] = [];
  do {
    reader.offer(...Ending.options);
    const read = Ending.safeParse(reader.peek()?.text);
    if (!read.success) return reader.stop(`Here a reason is expected: ${Ending.options.join(", ")}.`);
    reader.next();
    found.push(read.data);
  } while (reader.take(","));
  return found;
}

