import type { Chain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import { bytesFromTransaction, decodeTransaction } from '../../../lib/chain/transaction.ts';
import { type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { type Configuration, validatorCount } from '../configuration/configuration.ts';
import { createRandom, type Random } from '../random.ts';
import type { SimulatedSignatures } from '../signatures.ts';
import { accountOf, networkKeyOf, WALL_START_MS } from '../simulated-chain.ts';
import { choosePost, openSession, SESSION_SIGNATURE, sessionOf } from './posting-actions.ts';
import { COIN_WEI, DELEGATORS } from './staked-genesis.ts';

/** What accounts do with stake, and post: each number of the workload is one transaction. */
export interface StakingWorkload {
  bytesOf(id: number): Uint8Array;
  /** 0 for bytes that nobody submitted. */
  idOf(bytes: Uint8Array): number;
  /** As the driver does: who signed, and whether a key that comes along is proven. */
  recover(bytes: Uint8Array): RecoveredTransaction;
}

export interface Action {
  /** Number of the account: validators first. */
  sender: number;
  primaryType: string;
  fields: ActionFields;
}

/**
 * Honest members that may not be missed only ever gain stake, so that whoever else votes stays a
 * minority; those that lie or may be lost neither gain nor lose any.
 */
export function createStakingWorkload(
  configuration: Configuration,
  chain: Chain,
  signatures: SimulatedSignatures,
): StakingWorkload {
  const encoded: Uint8Array[] = [];
  const ids = new Map<Hex, number>();
  const nonces = new Map<Hex, bigint>();
  const recovered = new WeakMap<Uint8Array, RecoveredTransaction>();
  const scope = createScope(configuration, signatures);

  const encodeNext = () => {
    const id = encoded.length + 1;
    const random = createRandom(configuration.seed, `transaction ${id}`);
    const chosen = chooseAction(random, scope);
    const isFirst = !nonces.has(accountOf(chosen.sender));
    const action =
      isFirst && scope.delegators.includes(chosen.sender) ? openSession(chosen.sender) : chosen;
    const { primaryType, fields } = action;
    const account = accountOf(action.sender);
    const session = primaryType.startsWith('Qa') && random.chance(80) && sessionOf(account);
    const lane = session ? session.id : account;
    const nonce = nonces.get(lane) ?? 0n;
    nonces.set(lane, nonce + 1n);
    const bytes = bytesFromTransaction(chain.registry.get(primaryType).definition, {
      ...{ primaryType, fields, account, nonce },
      validUntilMs: WALL_START_MS + VALID_FOR_MS,
      feeMax: COIN_WEI / 1_000n,
      ...(session && { session }),
      signature: session ? SESSION_SIGNATURE : WALLET_SIGNATURE,
    });
    encoded.push(bytes);
    ids.set(hexFromBytes(bytes), id);
  };

  return {
    bytesOf: (id) => {
      while (encoded.length < id) encodeNext();
      return encoded[id - 1] as Uint8Array;
    },
    idOf: (bytes) => ids.get(hexFromBytes(bytes)) ?? 0,
    recover: (bytes) => {
      const known = recovered.get(bytes);
      if (known) return known;
      const decoded = decodeTransaction(chain.registry, bytes);
      const { account, fields } = decoded.transaction;
      const { blsKey, proofOfPossession, networkKey, networkKeyProof } = fields;
      const isKeyProven =
        proofOfPossession === proofOf(blsKey, account, 3) &&
        networkKeyProof === proofOf(networkKey, account, 2);
      const result = { ...decoded, sender: account, ...(blsKey && { isKeyProven }) };
      recovered.set(bytes, result);
      return result;
    },
  };
}

interface Scope {
  signatures: SimulatedSignatures;
  /** Everybody that may vote one day. */
  validators: readonly number[];
  /** Honest founding members that are there to the end. */
  reliable: readonly number[];
  /** Honest and there to the end, but no founding members. */
  newcomers: readonly number[];
  delegators: readonly number[];
}

function createScope(configuration: Configuration, signatures: SimulatedSignatures): Scope {
  const count = validatorCount(configuration);
  const { core, committees } = configuration;
  const isFounder = (validator: number) => (committees[0]?.[validator] ?? 0) > 0;
  const there = core.filter((process) => process < count);
  return {
    signatures,
    validators: Array.from({ length: count }, (_, index) => index),
    reliable: there.filter(isFounder),
    newcomers: there.filter((validator) => !isFounder(validator)),
    delegators: Array.from({ length: DELEGATORS }, (_, index) => count + index),
  };
}

function chooseAction(random: Random, scope: Scope): Action {
  const { validators, reliable, newcomers, delegators } = scope;
  const amountWei = (BigInt(random.between(1, 3_000)) * COIN_WEI) / 1_000n;
  const kind = random.between(0, 99);
  const candidates = [...reliable, ...newcomers];
  const validator = accountOf(random.pick(candidates));
  if (kind < 30) {
    return { sender: random.pick(validators), primaryType: 'StakingUnjail', fields: {} };
  }
  if (kind < 55) {
    const fields = { validator, amountWei };
    return { sender: random.pick(delegators), primaryType: 'StakingDelegate', fields };
  }
  if (kind < 70) {
    const fields = { validator, amountWei };
    return { sender: random.pick(delegators), primaryType: 'StakingUndelegate', fields };
  }
  if (kind < 80) {
    const fields = { feePercent: BigInt(random.between(0, 100)) };
    return { sender: random.pick(validators), primaryType: 'StakingSetFee', fields };
  }
  if (kind < 88 && newcomers.length > 0) {
    const sender = random.pick(newcomers);
    if (random.chance(15)) return { sender, primaryType: 'StakingUnregister', fields: {} };
    return { sender, primaryType: 'StakingRegister', fields: registration(random, scope, sender) };
  }
  if (kind < 96) return choosePost(random, random.pick(delegators));
  const fields = { to: accountOf(random.pick(delegators)), amountWei };
  return { sender: random.pick(delegators), primaryType: 'BankTransfer', fields };
}

/** Now and then with somebody else's key, whose proof is not theirs. */
function registration(random: Random, scope: Scope, sender: number): ActionFields {
  const owner = random.chance(80) ? sender : random.pick(scope.validators);
  const blsKey = scope.signatures.keyOf(owner);
  return {
    blsKey,
    proofOfPossession: proofOf(blsKey, accountOf(owner), 3),
    networkKey: networkKeyOf(sender),
    networkKeyProof: proofOf(networkKeyOf(sender), accountOf(sender), 2),
    feePercent: BigInt(random.between(0, 20)),
    amountWei: BigInt(random.between(1, 5)) * COIN_WEI,
  };
}

/** Stands for the proof that an account knows a key's secret, in so many words of 32 bytes. */
function proofOf(key: unknown, account: string, words: number): Hex {
  const hash = hexFromBytes(keccak256(new TextEncoder().encode(`${key} of ${account}`)));
  return `0x${hash.slice(2).repeat(words)}`;
}

/** A form that every wallet could have made; who signed is told by the account. */
const WALLET_SIGNATURE: Hex = `0x${'11'.repeat(32)}${'22'.repeat(32)}1b`;
const VALID_FOR_MS = 3_500_000;
