// Durations are made here, never multiplied out elsewhere.

export const seconds = (count: number) => count * 1000;
export const minutes = (count: number) => seconds(count * 60);
export const hours = (count: number) => minutes(count * 60);
/** 24 hours each; calendar days need a zone (segments/windows.ts). */
export const days = (count: number) => hours(count * 24);

export const later = (instant: Date, delayMs: number) => new Date(instant.getTime() + delayMs);
export const earlier = (instant: Date, delayMs: number) => later(instant, -delayMs);
