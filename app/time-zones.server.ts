// Wrong time-zone data is wrong by an hour for whole provinces, so the process refuses to start with it.

/** The release that knows that British Columbia and Alberta stopped changing their clocks. */
const OLDEST = "2026c";

export function assertTimeZones(tz: string | undefined = process.versions.tz): void {
  if (!tz || tz < OLDEST) throw new Error(`This Node has time-zone data ${tz ?? "(none)"}; ${OLDEST} or newer is needed. Use the Node that package.json installs (npm run …).`);
}
