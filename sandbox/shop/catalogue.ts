// What the data set does not say of an article: type, vendor, tags, collections. All derived from its
// title and code, so the same article is always the same.
import { hash } from "#sandbox/chance.ts";

/** The first whose word is in the title wins. */
const TYPES: [string, RegExp][] = [
  ["Christmas", /christmas|advent|santa|reindeer|snow|xmas/i],
  ["Bags", /\bbags?\b|shopper|backpack|purse/i],
  ["Candles & Lights", /candle|t-light|lantern|lights?\b|lamp/i],
  ["Kitchen & Dining", /mug|cup|tea|plate|bowl|spoon|jar|bottle|kitchen|cake|lunch|cutlery|tray|baking|jam|glass|napkin|egg/i],
  ["Stationery & Wrap", /card|wrap|paper|tissue|notebook|pen\b|pencil|sticker|ribbon|chalk|postcard|envelope|calendar/i],
  ["Toys & Games", /toy|doll|game|puzzle|skipping|playhouse|spaceboy|circus|soldier|dominoes|crayon/i],
  ["Garden", /garden|plant|bird|watering|flower|herb|seed/i],
  ["Jewellery", /necklace|earring|bracelet|ring\b|bangle|brooch|hair/i],
  ["Textiles", /cushion|blanket|towel|apron|quilt|rug|curtain|slippers|warmer/i],
  ["Home Décor", /sign|frame|clock|decoration|heart|mirror|hook|drawer|box|tin|basket|hanging|bunting|doormat|stand|holder/i],
];

const VENDORS = ["Alder & Finch", "Bramley Works", "Copper Lane", "Driftwood Bay", "Elm House", "Foxglove", "Gull & Tide", "Hearthside", "Inkwell Press", "Juniper Row", "Kestrel Goods", "Larkspur", "Millstone", "Nettle & Rye", "Oakmoor", "Pennywhistle"];

const TAGS = ["vintage", "retrospot", "heart", "red", "pink", "blue", "white", "green", "black", "silver", "ivory", "zinc", "wooden", "metal", "ceramic", "glass", "paper", "felt", "set", "mini", "jumbo", "small", "large", "polkadot", "union", "skulls", "strawberry", "woodland", "dolly", "regency", "doiley", "french", "antique", "party"];

export type Article = { vendor: string; productType: string; tags: string[]; collections: string[] };

export function describeArticle(code: string, title: string, price: number): Article {
  const productType = TYPES.find(([, words]) => words.test(title))?.[0] ?? "Gifts";
  const tags = TAGS.filter((tag) => new RegExp(`\\b${tag}\\b`, "i").test(title));
  const collections = [productType, ...(/vintage|antique|retro|regency/i.test(title) ? ["Vintage"] : []), ...(price < 200 ? ["Under £2"] : []), ...(price >= 1000 ? ["Something Special"] : [])];
  return { vendor: VENDORS[hash(code.slice(0, 4)) % VENDORS.length] ?? "", productType, tags, collections };
}

/** Codes that are no articles: carriage goes to the order's shipping, the rest is a line without a product. */
export const isCarriage = (code: string) => code === "POST" || code === "C2" || code === "DOT";
export const isArticle = (code: string) => /^\d{5}/.test(code) || code === "PADS";
