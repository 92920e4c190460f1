import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { MAX_SESSION_ACTIONS, MAX_SESSION_ACTIONS_LENGTH } from '../../core/module-limits.ts';
import { isP256Key } from '../../core/p256.ts';
import { malformedActions, malformedKey } from './errors.ts';

export type OpenFields = {
  publicKey: Hex;
  /** Names of actions, single spaces between them. */
  actions: string;
  spendMaxWei: bigint;
  expiresMs: bigint;
};
export type CloseFields = { session: Hash };
export type NoFields = Record<string, never>;

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

/** Recovering the signature, the point of a key, and sixteen records to look at or delete. */
const UNITS = 1_000;

export const openMessage: Message<OpenFields> = {
  primaryType: 'SessionOpen',
  fields: [
    { name: 'publicKey', type: 'bytes' },
    { name: 'actions', type: 'string' },
    { name: 'spendMaxWei', type: 'uint256' },
    { name: 'expiresMs', type: 'uint64' },
  ],
  units: UNITS,
  maxNewKeys: 2,
  validate({ publicKey, actions }) {
    if (!areActions(actions)) throw malformedActions();
    if (!isP256Key(publicKey)) throw malformedKey();
  },
  describe: ({ actions, spendMaxWei }, sender) =>
    `${sender} lets a key of a browser sign ${actions.split(' ').join(', ')} ` +
    `and spend at most ${formatCoins(spendMaxWei)}`,
};

export const closeMessage: Message<CloseFields> = {
  primaryType: 'SessionClose',
  fields: [{ name: 'session', type: 'bytes32' }],
  units: UNITS,
  maxNewKeys: 0,
  validate: () => undefined,
  describe: ({ session }, sender) => `${sender} closes session ${session}`,
};

export const closeAllMessage: Message<NoFields> = {
  primaryType: 'SessionCloseAll',
  fields: [],
  units: UNITS,
  maxNewKeys: 0,
  validate: () => undefined,
  describe: (_fields, sender) => `${sender} closes all its sessions`,
};

/** Whether any module has such actions is not seen from here: a name nobody has allows nothing. */
function areActions(actions: string): boolean {
  if (actions.length > MAX_SESSION_ACTIONS_LENGTH) return false;
  const names = actions.split(' ');
  const areUnique = new Set(names).size === names.length;
  return areUnique && names.length <= MAX_SESSION_ACTIONS && names.every((name) => NAME.test(name));
}

const NAME = /^[A-Z][A-Za-z0-9]{1,63}$/;
