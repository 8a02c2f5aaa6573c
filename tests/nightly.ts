// The laws over random definitions, histories and instants, ten times as long as a test run has time for, whole lives of shops
// (fifty a round, half a year each), and every template built by hand: `npm run nightly [-- ROUNDS]`. Each round has its own
// seed, the day's; one that breaks a law is named with the words that replay it, and the others still run.
import { spawnSync } from "node:child_process";

const LAWS = [
  "tests/laws/parity", "tests/laws/halves", "tests/laws/local-hour", "tests/laws/tenancy", "tests/laws/platforms", "app/segments/change.test.ts", "app/segments/coming.server.test.ts",
  "app/segments/text.test.ts", "app/segments/klaviyo/law.test.ts", "app/segments/native/law.server.test.ts", "tests/decide/laws.test.ts", "tests/laws/texts.test.ts", "tests/laws/flows-replay.test.ts",
];
const ROUNDS = Number(process.argv[2] ?? 10);
/** Of the simulator; what breaks there names its own seed. */
const LIVES_A_ROUND = 50;
const LIFE_DAYS = 180;
const VITEST = ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot"];

const run = (files: string[], env: Record<string, string>) => spawnSync(process.execPath, [...VITEST, ...files], { stdio: "inherit", env: { ...process.env, ...env } }).status === 0;

const day = Math.floor(Date.now() / 86_400_000);
const broken: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const seed = day * 1_000 + round;
  if (!run(LAWS, { PARITY_SEED: String(seed), KLAVIYO_SEED: String(seed), GATE_SEED: String(seed), PLATFORMS_SEED: String(seed), PLATFORMS_RUNS: "12", PLATFORM_KILLS: "12", TEXT_SEED: String(seed), TEXT_LIVES: "20", REPLAY_SEED: String(seed) })) broken.push(seed);
}
const isAlive = spawnSync(process.execPath, ["tests/sim/run.ts", "--seed", String(day * 1_000), "--seeds", String(ROUNDS * LIVES_A_ROUND), "--days", String(LIFE_DAYS)], { stdio: "inherit" }).status === 0;
const isBuilt = run(["tests/e2e/by-hand.test.ts"], { BY_HAND: "all" });

console.info(`${ROUNDS} rounds, ${broken.length} of them broke a law.`);
for (const seed of broken) console.info(`PARITY_SEED=${seed} KLAVIYO_SEED=${seed} GATE_SEED=${seed} TEXT_SEED=${seed} TEXT_LIVES=20 REPLAY_SEED=${seed} node ${[...VITEST, ...LAWS].join(" ")}`);
process.exitCode = broken.length > 0 || !isBuilt || !isAlive ? 1 : 0;
