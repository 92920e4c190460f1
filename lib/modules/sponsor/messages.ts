import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { MAX_GRANT_UNITS_PER_DAY, MIN_GRANT_UNITS_PER_DAY } from '../../core/module-limits.ts';
import { parseSignature } from '../../core/secp256k1.ts';
import {
  malformedInvitation,
  wrongBudget,
  wrongModule,
  wrongRequirement,
  zeroAmount,
} from './errors.ts';
import { REQUIREMENTS } from './grants.ts';
import { digestOfInvitation, genesisHashOf } from './invitation.ts';

export type BudgetFields = {
  unitsPerAccountPerDay: bigint;
  unitsPerDay: bigint;
  priceMaxWei: bigint;
};
export type OpenFields = BudgetFields & {
  module: string;
  /** nothing | invitation | coins. */
  requires: string;
  /** Zero unless coins are required. */
  minimumCoinsWei: bigint;
  depositWei: bigint;
};
export type GrantFields = { grant: Hash };
export type AmountFields = GrantFields & { amountWei: bigint };
export type ChangeFields = GrantFields & BudgetFields;
export type JoinFields = GrantFields & {
  series: bigint;
  /** What the opener signed, 65 bytes; empty where coins are required. */
  invitation: Hex;
};

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

/** Recovering the signature, and a few records. */
const RECORD_UNITS = 400;
/** The same, and looking at every grant for the one with the fewest coins, to take its place. */
const OPEN_UNITS = 1_500;
/** Two signatures, and a few records. */
const JOIN_UNITS = 700;

export const JOIN = 'SponsorJoin';

const GRANT_FIELD = { name: 'grant', type: 'bytes32' } as const;
const AMOUNT_FIELD = { name: 'amountWei', type: 'uint256' } as const;

export const openMessage: Message<OpenFields> = {
  primaryType: 'SponsorOpenGrant',
  fields: [
    { name: 'module', type: 'string' },
    { name: 'unitsPerAccountPerDay', type: 'uint64' },
    { name: 'unitsPerDay', type: 'uint64' },
    { name: 'requires', type: 'string' },
    { name: 'minimumCoinsWei', type: 'uint256' },
    { name: 'priceMaxWei', type: 'uint256' },
    { name: 'depositWei', type: 'uint256' },
  ],
  units: OPEN_UNITS,
  maxNewKeys: 3,
  validate(fields) {
    const { module, requires, minimumCoinsWei, depositWei } = fields;
    if (!MODULE_NAME.test(module) || NEVER_SPONSORED.includes(module)) throw wrongModule(module);
    const isKnown = REQUIREMENTS.some((requirement) => requirement === requires);
    const fits = (requires === 'coins') === minimumCoinsWei > 0n;
    if (!isKnown || !fits) throw wrongRequirement(requires);
    assertBudget(fields);
    assertAmount(depositWei);
  },
  describe: ({ module, unitsPerAccountPerDay, depositWei }, sender) =>
    `${sender} sponsors ${module} with ${formatCoins(depositWei)}, ` +
    `${unitsPerAccountPerDay} units a day for each account`,
};

export const joinMessage: Message<JoinFields> = {
  primaryType: JOIN,
  fields: [GRANT_FIELD, { name: 'series', type: 'uint64' }, { name: 'invitation', type: 'bytes' }],
  units: JOIN_UNITS,
  maxNewKeys: 1,
  validate({ invitation }) {
    if (invitation !== '0x' && !parseSignature(invitation)) throw malformedInvitation();
  },
  cosignature: ({ grant, series, invitation }, genesis, account) => ({
    digest: digestOfInvitation({ genesisHash: genesisHashOf(genesis), grant, series, account }),
    signature: invitation,
  }),
  describe: ({ grant }, sender) => `${sender} joins grant ${grant}`,
};

export const endInvitationsMessage: Message<GrantFields> = {
  primaryType: 'SponsorEndInvitations',
  fields: [GRANT_FIELD],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  validate: () => undefined,
  describe: ({ grant }, sender) => `${sender} ends all invitations to grant ${grant}`,
};

export const fillMessage: Message<AmountFields> = {
  primaryType: 'SponsorFill',
  fields: [GRANT_FIELD, AMOUNT_FIELD],
  units: OPEN_UNITS,
  maxNewKeys: 2,
  validate: ({ amountWei }) => assertAmount(amountWei),
  describe: ({ grant, amountWei }, sender) =>
    `${sender} adds ${formatCoins(amountWei)} to grant ${grant}`,
};

export const emptyMessage: Message<AmountFields> = {
  primaryType: 'SponsorEmpty',
  fields: [GRANT_FIELD, AMOUNT_FIELD],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  usesReserve: true,
  validate: ({ amountWei }) => assertAmount(amountWei),
  describe: ({ grant, amountWei }, sender) =>
    `${sender} takes ${formatCoins(amountWei)} back from grant ${grant}`,
};

export const changeMessage: Message<ChangeFields> = {
  primaryType: 'SponsorChange',
  fields: [
    GRANT_FIELD,
    { name: 'unitsPerAccountPerDay', type: 'uint64' },
    { name: 'unitsPerDay', type: 'uint64' },
    { name: 'priceMaxWei', type: 'uint256' },
  ],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  validate: assertBudget,
  describe: ({ grant, unitsPerAccountPerDay, unitsPerDay }, sender) =>
    `${sender} changes grant ${grant} to ${unitsPerDay} units a day, ` +
    `${unitsPerAccountPerDay} for each account`,
};

export const closeMessage: Message<GrantFields> = {
  primaryType: 'SponsorClose',
  fields: [GRANT_FIELD],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  usesReserve: true,
  validate: () => undefined,
  describe: ({ grant }, sender) => `${sender} closes grant ${grant} and takes its coins back`,
};

function assertBudget({ unitsPerAccountPerDay, unitsPerDay }: BudgetFields): void {
  const isDay = unitsPerDay >= MIN_GRANT_UNITS_PER_DAY && unitsPerDay <= MAX_GRANT_UNITS_PER_DAY;
  if (isDay && unitsPerAccountPerDay >= 1n && unitsPerAccountPerDay <= unitsPerDay) return;
  throw wrongBudget(MIN_GRANT_UNITS_PER_DAY, MAX_GRANT_UNITS_PER_DAY);
}

function assertAmount(amountWei: bigint): void {
  if (amountWei === 0n) throw zeroAmount();
}

const MODULE_NAME = /^[a-z]{2,32}$/;
/** Sessions go along with every grant; one that pays for changing grants could lose count. */
const NEVER_SPONSORED = ['session', 'sponsor'];
