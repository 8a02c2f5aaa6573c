// What a text costs over the people it goes to: how many get one part, two, three, what that adds up to, and who gets
// most and because of what. It is counted person by person from the rendered texts, in batches of any size, as one long
// name makes two parts and one "ë" makes three.
import { charactersOutside, type Encoding } from "./encoding.ts";
import { MEDIA_COUNTRIES } from "./media.ts";
import { type Parts, partsOf, TEXT_MAX } from "./parts.ts";
import { priceOf, type PriceTable } from "./prices.ts";

/** `text` as it goes out; `country` of the phone. */
export type Recipient = { key: string; text: string; country: string | null };

/** Why a text is as long as it is. "filled": characters that came in with this person's values; "written": with the template. */
export type Because = { is: "filled" | "written"; characters: readonly string[] } | { is: "long"; units: number };

export type Worst = { key: string; parts: number; encoding: Encoding; text: string; because: Because };

export type Cost = {
  people: number;
  /** People by number of parts. */
  byParts: ReadonlyMap<number, number>;
  byEncoding: Readonly<Record<Encoding, number>>;
  /** Millionths of a US dollar. */
  byCountry: ReadonlyMap<string, { people: number; parts: number; micros: number; basis: "listed" | "estimate" }>;
  parts: number;
  micros: number;
  /** Some of it rests on prices that nobody has verified. */
  isEstimate: boolean;
  worst: Worst | null;
  /** Longer than providers take: nobody of these gets the text. */
  tooLong: number;
};

export const NOTHING: Cost = { people: 0, byParts: new Map(), byEncoding: { "GSM-7": 0, "UCS-2": 0 }, byCountry: new Map(), parts: 0, micros: 0, isEstimate: false, worst: null, tooLong: 0 };

/** `words`: what of the text is the same for all (the template's own words). */
export type Asked = { words: string; picture: boolean; prices: PriceTable };

export function addCost(sum: Cost, recipients: Iterable<Recipient>, asked: Asked): Cost {
  const byParts = new Map(sum.byParts);
  const byEncoding = { ...sum.byEncoding };
  const byCountry = new Map(sum.byCountry);
  let { people, parts, micros, isEstimate, worst, tooLong } = sum;
  for (const recipient of recipients) {
    people += 1;
    if (recipient.text.length > TEXT_MAX) {
      tooLong += 1;
      continue;
    }
    const counted = partsOf(recipient.text);
    const { country, cost, basis, sent } = charge(recipient, counted, asked);
    byParts.set(sent, (byParts.get(sent) ?? 0) + 1);
    byEncoding[counted.encoding] += 1;
    const there = byCountry.get(country);
    byCountry.set(country, { people: (there?.people ?? 0) + 1, parts: (there?.parts ?? 0) + sent, micros: (there?.micros ?? 0) + cost, basis });
    [parts, micros, isEstimate] = [parts + sent, micros + cost, isEstimate || basis === "estimate"];
    // The first of several alike stays: batches in any size name the same person.
    if (!worst || sent > worst.parts) worst = { key: recipient.key, parts: sent, encoding: counted.encoding, text: recipient.text, because: because(recipient.text, counted, asked.words) };
  }
  return { people, byParts, byEncoding, byCountry, parts, micros, isEstimate, worst, tooLong };
}

/** A picture message is one piece whatever its text says, where pictures go. */
function charge({ country }: Recipient, { parts }: Parts, { picture, prices }: Asked) {
  const { price, known } = priceOf(prices, country);
  const name = known && country !== null ? country : "other";
  if (picture && price.picture !== null && country !== null && MEDIA_COUNTRIES.includes(country)) return { country: name, cost: price.picture + price.carrierPicture, basis: price.basis, sent: 1 };
  return { country: name, cost: parts * (price.part + price.carrierPart), basis: price.basis, sent: parts };
}

function because(text: string, { encoding, units }: Parts, words: string): Because {
  if (encoding === "GSM-7") return { is: "long", units };
  const characters = charactersOutside(text);
  const filled = characters.filter((each) => !words.includes(each));
  return filled.length === characters.length ? { is: "filled", characters: filled } : { is: "written", characters: characters.filter((each) => words.includes(each)) };
}

/** What is said of the worst case beside the number. */
export function tellBecause(why: Because): string {
  if (why.is === "long") return `it is ${why.units} characters long`;
  const listed = why.characters.map((each) => `“${each}”`).join(", ");
  return why.is === "filled" ? `what is filled in has ${listed}, and then a part holds 70 characters in place of 160` : `the text has ${listed}, and then a part holds 70 characters in place of 160`;
}
