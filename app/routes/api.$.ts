// Whatever else is asked for under /api.
import { problem } from "#app/api.server.ts";

const handle = () => problem(404, "There is no such address. /api/v1/openapi.json lists those there are.");

export const loader = handle;
export const action = handle;
