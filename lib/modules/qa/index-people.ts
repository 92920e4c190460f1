import type { Address } from '../../core/bytes.ts';
import { bestOf } from './index-best.ts';
import { type Profile, pointsOf } from './records.ts';
import type { Author } from './views.ts';

/** People by their names. */
export interface PeopleIndex {
  put(account: Address, profile: Profile | undefined): void;
  /** Those whose names begin so, in whatever case, with most points first. */
  list(prefix: string, limit: number): Author[];
}

export function createPeopleIndex(): PeopleIndex {
  const people = new Map<Address, Person>();

  return {
    put(account, profile) {
      if (!profile || profile.name === '') {
        people.delete(account);
        return;
      }
      const { name } = profile;
      people.set(account, { account, name, lower: name.toLowerCase(), points: pointsOf(profile) });
    },
    list(prefix, limit) {
      const lower = prefix.toLowerCase();
      const found = [...people.values()].filter((person) => person.lower.startsWith(lower));
      const best = bestOf(found, limit, byPoints);
      return best.map(({ account, name, points }) => ({ account, name, points }));
    },
  };
}

interface Person extends Author {
  lower: string;
}

function byPoints(a: Person, b: Person): number {
  if (a.points !== b.points) return a.points > b.points ? -1 : 1;
  return a.account < b.account ? -1 : 1;
}
