// Text from outside that ought to be JSON.

/** undefined where it is not (JSON itself knows no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
