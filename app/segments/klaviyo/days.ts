// Whether a definition of Klaviyo's counts days, whose beginning differs by the time zone.
import * as NOTES from "./notes.ts";

/** Down to the time frame of a permission inside the API's envelope, and some more. */
const DEPTH_MAX = 16;

export function dayNotes(json: unknown, zone: string): string[] {
  return zone !== "UTC" && zone !== "Etc/UTC" && hasDays(json, DEPTH_MAX) ? [NOTES.zone(zone)] : [];
}

function hasDays(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth === 0) return false;
  if ("type" in value && value.type === "date") return !("unit" in value && value.unit === "hour") && !("operator" in value && value.operator === "alltime");
  return Object.values(value).some((each) => hasDays(each, depth - 1));
}
