// The worker process: graphile-worker wakes pumps, a timer ticks, a small server tells how it goes.
// Any number of workers share all shops. SIGTERM finishes the steps under way and leaves.
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Logger, run, type Runner, type WorkerEvents } from "graphile-worker";
import { env } from "./env.server.ts";
import { release } from "./lib/pump.server.ts";
import { seconds } from "./lib/time.ts";
import { isAlive, scrape } from "./metrics.server.ts";
import { PumpPayload, runPump } from "./pump-run.server.ts";
import { pumps } from "./pumps.server.ts";
import { wakeDue } from "./wake-due.server.ts";
import { here } from "./world.server.ts";

const CONCURRENCY = 4;

const world = here();
/** Names under which graphile-worker locks what this process runs. */
const names: string[] = [];
let stopping = false;
const runner = await startRunner();
const tick = setInterval(() => void beat(), seconds(Math.min(env().AGEING_SECONDS, 60)));
const server = startServer();
await beat();
world.log.info("worker ready", { port: env().WORKER_PORT });

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
runner.promise.catch((problem) => {
  world.log.error("worker stopped", { problem });
  process.exitCode = 1;
  return stop();
});

function startRunner(): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:create", ({ workerPool }) => void names.push(workerPool.id));
  return run({
    events,
    connectionString: env().DATABASE_URL,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: seconds(1),
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") world.log.warn("graphile-worker", { message });
    }),
    taskList: { pump: (payload) => runPump(world, pumps, PumpPayload.parse(payload)) },
  });
}

/** A tick that fails (the database is away) is logged; the next one tries again. */
async function beat(): Promise<void> {
  try {
    await release(world, []);
    await wakeDue(world, env().AGEING_SECONDS);
  } catch (problem) {
    world.log.error("tick failed", { problem });
  }
}

function startServer(): Server {
  return createServer((request, response) => {
    tell(request, response).catch((problem: unknown) => {
      world.log.error("worker not told of", { problem });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  }).listen(env().WORKER_PORT, "127.0.0.1");
}

async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const alive = await isAlive(world);
  const body = !alive ? "no database\n" : request.url === "/metrics" ? await scrape(world) : "ok\n";
  response.writeHead(alive ? 200 : 503, { "content-type": "text/plain; charset=utf-8" }).end(body);
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(tick);
  server.close();
  await runner.stop().catch(() => {});
  await release(world, names).catch((problem: unknown) => world.log.error("locks not released", { problem }));
  await world.db.close();
}
