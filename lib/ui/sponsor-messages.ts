import { sponsors } from './english/sponsors.ts';

/** The words about who pays for whom, apart from the others: few pages speak of it. */
export const sponsorMessages = sponsors;

/** The part of the site that belongs to a module; its name, where it has none. */
export function placeWords(module: string): string {
  return sponsors.places[module] ?? module;
}

/** Units a day as posts, which people can imagine: rounded down. */
export function postsFromUnits(units: bigint, unitsOfPost: bigint): bigint {
  return units / unitsOfPost;
}
