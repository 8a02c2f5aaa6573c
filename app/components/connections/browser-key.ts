// What only the browser that began a sign-in knows, while the merchant is away at the platform. It lives as long as the
// tab; where a browser keeps nothing, the sign-in is begun once more.

const NAME = "segue-grant";

export function keepBrowserKey(key: string): void {
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // The last step says that it was begun elsewhere.
  }
}

/** Once. */
export function takeBrowserKey(): string | null {
  try {
    const key = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return key;
  } catch {
    return null;
  }
}
