// What a flow's page tells of a step in numbers.
import { formatCount } from "../format.ts";

export type Figures = { people: number; came: number; sent: number };

/** `sends`: whether it is a step from which texts go. */
export const passedWords = ({ came, sent }: Figures, sends: boolean): string => [`${formatCount(came)} came`, ...(sends ? [`${formatCount(sent)} sent`] : [])].join(" · ");
