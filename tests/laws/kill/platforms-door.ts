// The stand-ins of the platforms of a test's own world, for workers in processes of their own (sandbox/preload.ts sends them here).
import type { Platforms } from "#sandbox/platforms/open.ts";
import { listening } from "./listening.ts";

/** Returns its address. */
export async function platformsDoor(platforms: Platforms): Promise<string> {
  return listening(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value ?? []].flat().join(", ")]));
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://platforms");
    const answer = platforms.answer({ host: String(request.headers["x-forwarded-host"] ?? ""), path: pathname, query: searchParams, method: request.method ?? "GET", headers, body: Buffer.concat(chunks).toString() });
    if (answer === "lost") return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
}
