// Looks at the picture of a message where it lies: phones get it from there, so it must be there for everybody, of a kind
// that carriers take, and small. Only its headers are asked for.
import type { Problem } from "../../lib/problem.ts";
import { mayCall } from "../../lib/public-address.ts";
import { seconds } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { MEDIA_BYTES_MAX, MEDIA_TYPES } from "../text/media.ts";

const LOOK_MS = seconds(8);

export async function lookAtMedia(world: World, url: string): Promise<Problem[]> {
  const no = (message: string): Problem[] => [{ path: ["definition", "media"], message }];
  if (!mayCall(url)) return no("The address of a picture begins with https:// and is open to everybody.");
  const answer = await world.http.send({ method: "HEAD", url, headers: {}, timeoutMs: LOOK_MS, reach: "public" });
  if (answer.kind === "none") return no("No answer came from this address. Phones could not show the picture either.");
  if (answer.status !== 200) return no(`This address answers with ${answer.status} in place of a picture.`);
  const type = answer.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (!MEDIA_TYPES.some((known) => known === type)) return no("A picture is a JPEG, PNG or GIF.");
  const bytes = Number(answer.headers["content-length"] ?? Number.NaN);
  if (!Number.isFinite(bytes)) return no("This address does not say how large the picture is. Upload it to Files in Shopify and use the address from there.");
  return bytes > MEDIA_BYTES_MAX ? no(`Carriers drop large pictures: ${MEDIA_BYTES_MAX / 1000} kB is the most, and this is ${Math.ceil(bytes / 1000)} kB.`) : [];
}
