// The whole engine: each pump moves rows that are due from one table to the next.
import { forget } from "./inbox/forget.server.ts";
import { import_ } from "./inbox/import.server.ts";
import { ingest } from "./inbox/ingest.server.ts";
import type { Pump } from "./lib/pump.server.ts";

export const pumps: Pump[] = [forget, import_, ingest];
