import type { ActionContext, ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address } from '../../core/bytes.ts';
import { enoughToday, noPrivilege } from './errors.ts';
import { addFavour } from './favours.ts';
import { profileKey } from './keys.ts';
import { getParameters, limitOf, pointsFor } from './parameters.ts';
import {
  bytesFromProfile,
  DAILY,
  type Daily,
  type Day,
  type Profile,
  pointsOf,
  profileFromBytes,
} from './records.ts';
import type { Privilege } from './views.ts';

type Readable = Pick<ModuleStore, 'get'>;
type Sums = 'gained' | 'lost' | 'questions' | 'answers' | 'accepted';

export function getProfile(store: Readable, account: Address): Profile | undefined {
  const bytes = store.get(profileKey(account));
  return bytes && profileFromBytes(bytes);
}

export function setProfile(store: ModuleStore, account: Address, profile: Profile): void {
  store.set(profileKey(account), bytesFromProfile(profile));
}

/** The profile of somebody who did something here. */
export function profileOf(store: Readable, account: Address): Profile {
  const profile = getProfile(store, account);
  assert(profile, 'who did anything here has a profile');
  return profile;
}

/** Adds to sums of a profile; a negative number takes from them. */
export function addTo(
  store: ModuleStore,
  account: Address,
  changes: Partial<Record<Sums, number | bigint>>,
): void {
  const before = profileOf(store, account);
  const { gained = 0n, lost = 0n, questions = 0, answers = 0, accepted = 0 } = changes;
  setProfile(store, account, {
    ...before,
    gained: before.gained + BigInt(gained),
    lost: before.lost + BigInt(lost),
    questions: before.questions + Number(questions),
    answers: before.answers + Number(answers),
    accepted: before.accepted + Number(accepted),
  });
}

/**
 * Most actions begin here: counted among what the sender did today, in a profile that is made with
 * the first. Throws `qa/no-privilege` and `qa/enough-today`.
 */
export function countToday(context: ActionContext, what: Daily, privilege?: Privilege): void {
  const { store, sender, block } = context;
  const profile = getProfile(store, sender) ?? newProfile(block.timestampMs);
  const parameters = getParameters(store);
  const points = pointsOf(profile);
  if (privilege) {
    const needed = pointsFor(parameters, privilege);
    if (points < needed) throw noPrivilege(privilege, needed, points);
  }
  const today = dayOf(profile, block.timestampMs);
  const place = DAILY.indexOf(what);
  const before = today.done[place] as number;
  const most = limitOf(parameters, what, points);
  if (before >= most) throw enoughToday(what, most);
  const done = today.done.map((count, i) => (i === place ? count + 1 : count));
  setProfile(store, sender, { ...profile, today: { ...today, done } });
}

/**
 * Whether points may move from the sender to this account: counted, because who has many accounts
 * could otherwise make one of them great in an hour.
 */
export function countFavour(context: ActionContext, account: Address): boolean {
  const { store, sender, block } = context;
  const profile = profileOf(store, sender);
  const today = dayOf(profile, block.timestampMs);
  const most = Number(getParameters(store).favoursPerDay);
  const favours = addFavour(today.favours, account, most);
  if (!favours) return false;
  setProfile(store, sender, { ...profile, today: { ...today, favours } });
  return true;
}

/** What is counted of the day; nothing yet on a new one. */
function dayOf({ today }: Profile, timestampMs: number): Day {
  const number = Math.floor(timestampMs / DAY_MS);
  return today.number === number ? today : { ...NO_DAY, number };
}

function newProfile(joinedMs: number): Profile {
  return {
    ...{ name: '', bio: '', joinedMs, gained: 0n, lost: 0n, redeemed: 0n, redemptions: 0n },
    ...{ questions: 0, answers: 0, accepted: 0, flagsFromMs: 0, today: NO_DAY },
  };
}

const DAY_MS = 86_400_000;
const NO_DAY: Day = { number: 0, done: DAILY.map(() => 0), favours: new Uint8Array(0) };
