import type { ActionContext } from '../../chain/module.ts';
import { nameResting, nameTaken, nothingChanges } from './errors.ts';
import type { SetProfileFields } from './messages.ts';
import { getNameOwner, setNameOwner } from './name-owners.ts';
import { getParameters } from './parameters.ts';
import { countToday, getProfile, profileOf, setProfile as writeProfile } from './profiles.ts';

/** A name that looks like nobody else's, or none. The one before rests: it is known as his. */
export function setProfile(context: ActionContext, { name, bio }: SetProfileFields): void {
  const { store, sender } = context;
  const known = getProfile(store, sender);
  if (known?.name === name && known.bio === bio) throw nothingChanges();
  countToday(context, 'profiles');
  const profile = profileOf(store, sender);
  if (profile.name !== name) {
    if (profile.name !== '') leaveName(context, profile.name);
    if (name !== '') takeName(context, name);
  }
  writeProfile(store, sender, { ...profile, name, bio });
  context.emit('profileSet', { account: sender, name });
}

function leaveName({ store, sender, block }: ActionContext, name: string): void {
  const freeFromMs = block.timestampMs + Number(getParameters(store).nameRestDays) * DAY_MS;
  setNameOwner(store, name, { account: sender, freeFromMs });
}

function takeName({ store, sender, block }: ActionContext, name: string): void {
  const owner = getNameOwner(store, name);
  if (owner && owner.account !== sender) {
    const { freeFromMs } = owner;
    if (freeFromMs === undefined) throw nameTaken();
    if (block.timestampMs < freeFromMs) throw nameResting(freeFromMs);
  }
  setNameOwner(store, name, { account: sender, freeFromMs: undefined });
}

const DAY_MS = 86_400_000;
