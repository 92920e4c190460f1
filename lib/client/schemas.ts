import * as v from 'valibot';
import type { EventValue } from '../chain/module.ts';
import {
  MAX_COMMITTEE_MEMBERS,
  MAX_ETHEREUM_ENDPOINTS,
  MAX_EVIDENCE_PER_BLOCK,
  MAX_LIST_ITEMS,
  MAX_LIST_TRANSACTION_BYTES,
  MAX_REQUEST_ITEMS,
} from '../core/limits.ts';
import {
  MAX_UNBONDING_PARTS,
  MAX_VALIDATORS,
  MAX_VALIDATORS_PER_DELEGATOR,
} from '../core/module-limits.ts';
import { bridgeSchema } from './bridge-view-schema.ts';
import { chainSchema } from './chain-schema.ts';
import { coinRequestSchemas } from './coin-schemas.ts';
import { ethereumRequestSchemas, poster, watchtower } from './ethereum-schemas.ts';
import { queryEntries, queryRequestSchemas, querySchema } from './query-schemas.ts';
import {
  address,
  bytes,
  count,
  duration,
  errorSchema,
  hash,
  name,
  natural,
  text,
} from './schema-parts.ts';
import type { RequestName } from './types.ts';

// What may cross the border between page and node, field by field. A value that does not fit is
// refused where it arrives; one with fields we do not know loses them.

const envelope = v.pipe(
  bytes(),
  v.check((value) => value.length <= 2 + 2 * MAX_LIST_TRANSACTION_BYTES, 'too large'),
);

const eventValue = v.union([v.string(), v.bigint(), v.boolean()]) as v.GenericSchema<EventValue>;
const eventFields = v.record(v.string(), eventValue);
const integers = v.pipe(v.array(v.bigint()), v.maxLength(MAX_LIST_ITEMS), v.readonly());
const actionFields = v.record(v.string(), v.union([eventValue, integers]));

const peer = v.object({
  id: name,
  direct: v.boolean(),
  transport: v.picklist(['webrtc', 'webrtc-direct', 'websocket', 'relay', 'memory']),
  latencyMs: v.optional(duration),
  bytesIn: count,
  bytesOut: count,
  seed: v.boolean(),
});

const bootStep = v.object({
  name: v.picklist(['storage', 'keys', 'relay', 'peers', 'blocks', 'verification', 'live']),
  state: v.picklist(['waiting', 'running', 'done', 'failed']),
  atMs: v.optional(duration),
  facts: v.record(v.string(), v.union([v.number(), v.string()])),
  error: v.optional(errorSchema),
});

const ownValidator = v.object({
  account: address,
  blsKey: bytes(48),
  state: v.picklist(['unregistered', 'waiting', 'voting', 'jailed', 'removed', 'dead']),
  sinceEpoch: v.optional(natural),
  lastVotedView: v.optional(natural),
});

const endpoint = v.object({
  name,
  state: v.picklist([
    ...(['connecting', 'reading', 'following', 'lagging', 'failing'] as const),
    ...(['aside', 'contradicting', 'absent'] as const),
  ]),
  finalizedBlock: v.optional(natural),
  inboxCount: v.optional(natural),
  problem: v.optional(errorSchema),
});

const ethereum = v.object({
  endpoints: v.pipe(v.array(endpoint), v.maxLength(MAX_ETHEREUM_ENDPOINTS)),
  needed: count,
  appliedCount: natural,
  agreedCount: v.optional(natural),
  finalizedBlock: v.optional(natural),
  finalizedAgeMs: v.optional(duration),
  pendingEvents: count,
  blindMs: v.optional(duration),
});

export const statusSchema = v.object({
  chainId: name,
  phase: v.picklist(['starting', 'syncing', 'live', 'paused', 'alone', 'stopped']),
  height: natural,
  finalizedHeight: natural,
  finalizedHash: hash,
  stateRoot: hash,
  epoch: natural,
  peers: v.array(peer),
  storageBytes: count,
  quotaBytes: v.optional(count),
  persistent: v.boolean(),
  peerId: name,
  boot: v.array(bootStep),
  targetHeight: natural,
  finalityMs: v.optional(duration),
  finalityHistoryMs: v.pipe(v.array(duration), v.maxLength(1_024)),
  missedViews: count,
  stateKeys: count,
  pendingTransactions: count,
  standstillMs: v.optional(duration),
  validator: v.optional(ownValidator),
  ethereum: v.optional(ethereum),
  poster: v.optional(poster),
  watchtower: v.optional(watchtower),
  problem: v.optional(errorSchema),
});

export const committeeSchema = v.object({
  epoch: natural,
  quorumPower: natural,
  totalPower: natural,
  members: v.pipe(
    v.array(v.object({ index: count, account: address, name: v.optional(name), power: natural })),
    v.maxLength(MAX_COMMITTEE_MEMBERS),
  ),
});

const certificate = v.object({
  kind: v.picklist(['notarization', 'finalization']),
  view: natural,
  signers: v.array(count),
  signature: bytes(),
});

export const transactionSchema = v.object({
  hash,
  primaryType: name,
  sender: address,
  nonce: natural,
  fields: actionFields,
  description: text,
  feeWei: natural,
  depositWei: natural,
  refundWei: natural,
  isFree: v.boolean(),
  units: count,
  sizeBytes: count,
  status: v.picklist(['pending', 'included', 'success', 'failure', 'expired', 'replaced']),
  height: v.optional(natural),
  index: v.optional(count),
  final: v.boolean(),
  timestampMs: v.optional(count),
  failure: v.optional(errorSchema),
  events: v.array(v.object({ name, fields: eventFields })),
});

const blockSummaryEntries = {
  height: natural,
  hash,
  epoch: natural,
  view: natural,
  timestampMs: count,
  proposer: address,
  transactionCount: count,
  sizeBytes: count,
  finalityMs: v.optional(duration),
  certificate,
  missedViews: count,
  parentSigners: v.pipe(v.array(count), v.maxLength(MAX_COMMITTEE_MEMBERS)),
};

export const blockSummarySchema = v.object(blockSummaryEntries);

const evidence = v.object({
  epoch: natural,
  view: natural,
  offence: v.picklist(['two-notarized', 'two-finalized', 'skipped-and-finalized']),
  guilty: v.pipe(v.array(count), v.maxLength(MAX_COMMITTEE_MEMBERS)),
});

export const blockDetailSchema = v.object({
  ...blockSummaryEntries,
  header: v.record(v.string(), v.union([v.string(), v.number(), v.bigint()])),
  evidence: v.pipe(v.array(evidence), v.maxLength(MAX_EVIDENCE_PER_BLOCK)),
  transactions: v.array(transactionSchema),
});

export const accountSchema = v.object({
  address,
  balanceWei: natural,
  nonce: natural,
  pendingNonce: natural,
  height: natural,
  tokens: v.array(v.object({ token: address, amount: natural })),
  activity: v.pipe(v.array(transactionSchema), v.maxLength(50)),
});

const validator = v.object({
  account: address,
  name: v.optional(name),
  blsKey: bytes(48),
  networkKey: bytes(32),
  nextBlsKey: v.optional(bytes(48)),
  feePercent: count,
  nextFeePercent: v.optional(count),
  isCandidate: v.boolean(),
  stakeWei: natural,
  ownStakeWei: natural,
  foundingStakeWei: natural,
  power: natural,
  nextPower: natural,
  state: v.picklist(['voting', 'waiting', 'jailed', 'leaving', 'removed', 'idle']),
  turns: count,
  missed: count,
  blocks: count,
  attended: count,
  mayUnjailAtEpoch: v.optional(natural),
});

export const validatorsSchema = v.object({
  epoch: natural,
  endsAtMs: v.optional(count),
  height: natural,
  quorumPower: natural,
  totalPower: natural,
  nextTotalPower: natural,
  parameters: v.object({
    epochMs: count,
    unbondingMs: count,
    powerUnitWei: natural,
    maxMembers: count,
    maxSharePercent: count,
  }),
  validators: v.pipe(v.array(validator), v.maxLength(MAX_VALIDATORS + MAX_COMMITTEE_MEMBERS)),
});

export const stakesSchema = v.object({
  withdrawableWei: natural,
  foundingWei: natural,
  delegations: v.pipe(
    v.array(v.object({ validator: address, amountWei: natural })),
    v.maxLength(MAX_VALIDATORS_PER_DELEGATOR),
  ),
  unbondings: v.pipe(
    v.array(
      v.object({
        validator: address,
        amountWei: natural,
        releasedAtMs: count,
        isCertain: v.boolean(),
      }),
    ),
    v.maxLength(MAX_VALIDATORS_PER_DELEGATOR * MAX_UNBONDING_PARTS),
  ),
  validator: v.optional(validator),
});

const voteKind = v.picklist(['notarize', 'nullify', 'finalize']);
const certificateKind = v.picklist(['notarization', 'nullification', 'finalization']);

export const loomSchema = v.variant('type', [
  v.object({
    type: v.literal('proposal'),
    epoch: natural,
    view: natural,
    height: natural,
    hash,
    proposer: count,
  }),
  v.object({
    type: v.literal('vote'),
    kind: voteKind,
    epoch: natural,
    view: natural,
    hash: v.optional(hash),
    signer: count,
  }),
  v.object({
    type: v.literal('certificate'),
    kind: certificateKind,
    epoch: natural,
    view: natural,
    hash: v.optional(hash),
    signers: v.array(count),
  }),
  v.object({ type: v.literal('final'), block: blockSummarySchema }),
]);

const validatorKeyFacts = v.object({
  blsKey: bytes(48),
  proofOfPossession: bytes(96),
  networkKey: bytes(32),
  networkKeyProof: bytes(64),
});

const items = v.pipe(count, v.maxValue(MAX_LIST_ITEMS));
const quote = v.object({ basePriceWei: natural, units: count, feeMaxWei: natural });

export const subscriptionSchema = v.variant('topic', [
  v.object({ topic: v.literal('status') }),
  v.object({ topic: v.literal('blocks') }),
  v.object({ topic: v.literal('loom') }),
  v.object({ topic: v.literal('account'), address }),
  v.object({ topic: v.literal('transaction'), hash }),
  v.object({ topic: v.literal('validators') }),
  v.object({ topic: v.literal('stakes'), account: address }),
  v.object({ topic: v.literal('bridge'), account: address }),
  v.object({ topic: v.literal('query'), ...queryEntries }),
]);

export const subscriptionValueSchemas = {
  status: statusSchema,
  blocks: blockSummarySchema,
  loom: loomSchema,
  account: accountSchema,
  transaction: transactionSchema,
  validators: validatorsSchema,
  stakes: stakesSchema,
  bridge: bridgeSchema,
  query: querySchema,
};

const nothing = v.undefined();
const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REQUEST_ITEMS));

/** Shape of the parameters and the result of every request. */
export const requestSchemas = {
  status: { params: nothing, result: statusSchema },
  chain: { params: nothing, result: chainSchema },
  block: {
    params: v.object({ ref: v.union([natural, hash, v.literal('latest')]) }),
    result: v.nullable(blockDetailSchema),
  },
  blocks: {
    params: v.object({ before: v.optional(natural), limit }),
    result: v.array(blockSummarySchema),
  },
  transaction: { params: v.object({ hash }), result: v.nullable(transactionSchema) },
  account: { params: v.object({ address }), result: accountSchema },
  committee: { params: v.object({ epoch: natural }), result: v.nullable(committeeSchema) },
  createValidator: { params: v.object({ account: address }), result: validatorKeyFacts },
  forgetValidator: { params: nothing, result: v.null() },
  validators: { params: nothing, result: validatorsSchema },
  stakes: { params: v.object({ account: address }), result: stakesSchema },
  bridge: {
    params: v.object({ account: address, before: v.optional(natural) }),
    result: bridgeSchema,
  },
  quote: { params: v.object({ primaryType: name, items: v.optional(items) }), result: quote },
  prepare: {
    params: v.object({
      account: address,
      primaryType: name,
      items,
      session: v.optional(hash),
    }),
    result: v.object({
      ...quote.entries,
      nonce: natural,
      free: v.nullable(v.picklist(['stake', 'grant'])),
      freeRefusal: v.optional(errorSchema),
    }),
  },
  ...queryRequestSchemas,
  ...ethereumRequestSchemas,
  send: { params: v.object({ envelope }), result: v.object({ hash }) },
  ...coinRequestSchemas,
  pause: { params: nothing, result: v.null() },
  resume: { params: nothing, result: v.null() },
  stop: { params: nothing, result: v.null() },
} satisfies Record<RequestName, { params: v.GenericSchema; result: v.GenericSchema }>;
