// The whole engine: each pump moves rows that are due from one table to the next.
import type { Pump } from "./lib/pump.server.ts";

export const pumps: Pump[] = [];
