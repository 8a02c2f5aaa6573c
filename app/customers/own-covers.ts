// What Segue alone does is told from the start: told of one, it is known of everybody.
import { OWN_KINDS } from "./event-kind.ts";
import type { CoverFact } from "./fact.ts";

export const OWN_COVERS: CoverFact[] = OWN_KINDS.map((kind) => ({ kind, since: "1970-01-01T00:00:00.000Z" }));
