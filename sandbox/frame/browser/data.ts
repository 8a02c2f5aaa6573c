// What the server wrote into the admin's page for its script.
type Data = { store: string; shop: string; appOrigin?: string };

export const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as Data;

export function byId<Found extends HTMLElement = HTMLElement>(id: string): Found {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as Found;
}

export async function post<Answer>(what: string, body: unknown): Promise<Answer> {
  const answer = await fetch(`${data.store}/${what}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  return (await answer.json()) as Answer;
}

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
