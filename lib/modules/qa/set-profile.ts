import type { ActionContext } from '../../chain/module.ts';
import { bytesFromHex, EMPTY_BYTES, hexFromBytes } from '../../core/bytes.ts';
import { nameTaken, nothingChanges } from './errors.ts';
import { nameKey } from './keys.ts';
import type { SetProfileFields } from './messages.ts';
import { skeletonOf } from './names.ts';
import { countToday, getProfile, profileOf, setProfile as writeProfile } from './profiles.ts';

/** A name that looks like nobody else's, or none; the one before is free again. */
export function setProfile(context: ActionContext, { name, bio }: SetProfileFields): void {
  const { store, sender } = context;
  const known = getProfile(store, sender);
  if (known?.name === name && known.bio === bio) throw nothingChanges();
  countToday(context, 'profiles');
  const profile = profileOf(store, sender);
  if (profile.name !== '') store.set(nameKey(skeletonOf(profile.name)), EMPTY_BYTES);
  if (name !== '') {
    const key = nameKey(skeletonOf(name));
    const owner = store.get(key);
    if (owner && hexFromBytes(owner) !== sender) throw nameTaken();
    store.set(key, bytesFromHex(sender));
  }
  writeProfile(store, sender, { ...profile, name, bio });
  context.emit('profileSet', { account: sender, name });
}
