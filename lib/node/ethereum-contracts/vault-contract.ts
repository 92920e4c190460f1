import type { Inclusion, Spend } from '../../chain/coin-spend.ts';
import { type AbiValue, abiCall } from '../../core/abi.ts';
import { type Address, bytesFromHex, type Hash, type Hex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { EthereumSource } from '../ports.ts';
import type { ExitSituation, ExitView, PointView } from '../watchtower/exit-situation.ts';
import { valueOfProof } from './gateway-contract.ts';
import { addressOf, type ContractReader, numberOf, readerOf } from './read-contract.ts';

/** What the Vault was made with, and its coins so far. */
export interface VaultRules {
  windowMs: number;
  exitBondWei: bigint;
  challengeBondWei: bigint;
  /** Slot of the newest coin; the first has slot 1. */
  slotCount: bigint;
}

/** A coin as it was deposited, and what became of it on Ethereum. */
export type VaultCoin = ExitSituation['coin'] & { slot: bigint; exitCount: number };

/** Reads the Vault after one block, in pieces. Errors: those of the endpoint. */
export function vaultReader(source: Pick<EthereumSource, 'call'>, vault: Address, at: Hash) {
  const reader = readerOf(source, vault, at);
  const manyWords = async (calls: readonly Hex[], count: number) => {
    const answers: Uint8Array[][] = [];
    for (let from = 0; from < calls.length; from += VAULT_READS_PER_CALL) {
      const some = calls.slice(from, from + VAULT_READS_PER_CALL);
      answers.push(...(await reader.manyWords(some, count)));
    }
    return answers;
  };
  return {
    rules: () => readRules(reader),
    coins: async (slots: readonly bigint[]): Promise<VaultCoin[]> => {
      const calls = slots.map((slot) => abiCall('coinAt(uint64)', [slot]));
      const answers = await manyWords(calls, 7);
      return answers.map((words, i) => coinFrom(slots[i] as bigint, words));
    },
    exits: async (ids: readonly bigint[]): Promise<ExitView[]> => {
      const calls = ids.map((id) => abiCall('exitAt(uint256)', [id]));
      return (await manyWords(calls, 10)).map(exitFrom);
    },
    /** Those of these coin blocks at which somebody challenged. */
    points: async (id: bigint, coinBlocks: readonly bigint[]): Promise<PointView[]> => {
      const calls = coinBlocks.map((n) => abiCall('pointAt(uint256,uint64)', [id, n]));
      const points = (await manyWords(calls, 3)).map((words, i) => ({
        coinBlock: coinBlocks[i] as bigint,
        challenger: addressOf(words[0]),
        isWalked: numberOf(words[1]) !== 0n,
        isPaid: numberOf(words[2]) !== 0n,
      }));
      return points.filter(({ challenger }) => BigInt(challenger) !== 0n);
    },
  };
}

export type VaultReader = ReturnType<typeof vaultReader>;

/** Of exit `number` of a coin, counted from 0. */
export function exitIdOf(slot: bigint, number: number): bigint {
  return (slot << 32n) | BigInt(number);
}

/** Data of calls about an exit. */
export const vaultData = {
  challengeAfter: (id: bigint, spend: Spend) =>
    abiCall(`challengeAfter(uint256,${SPEND})`, [id, valueOfSpend(spend)]),
  challengeBetween: (id: bigint, spend: Spend) =>
    abiCall(`challengeBetween(uint256,${SPEND})`, [id, valueOfSpend(spend)]),
  challengeBefore: (id: bigint, leaf: Hash, inclusion: Inclusion) =>
    abiCall(`challengeBefore(uint256,bytes32,${INCLUSION})`, [id, leaf, valueOfPlace(inclusion)]),
  walk: (id: bigint, steps: readonly Spend[]) =>
    abiCall(`walk(uint256,${SPEND}[])`, [id, { array: steps.map(valueOfSpend) }]),
  challengeBirth: (id: bigint): Hex => abiCall('challengeBirth(uint256)', [id]),
  finalizeExit: (id: bigint): Hex => abiCall('finalizeExit(uint256)', [id]),
  failExit: (id: bigint, coinBlock: bigint): Hex =>
    abiCall('failExit(uint256,uint64)', [id, coinBlock]),
  withdrawBond: (id: bigint): Hex => abiCall('withdrawBond(uint256)', [id]),
  withdrawChallengeBond: (id: bigint, coinBlock: bigint): Hex =>
    abiCall('withdrawChallengeBond(uint256,uint64)', [id, coinBlock]),
};

async function readRules({ words }: ContractReader): Promise<VaultRules> {
  const [window, exitBond, challengeBond, slotCount] = await Promise.all([
    ...[words('window()', [], 1), words('exitBond()', [], 1)],
    ...[words('challengeBond()', [], 1), words('slotCount()', [], 1)],
  ]);
  return {
    windowMs: Number(numberOf(window?.[0])) * 1_000,
    exitBondWei: numberOf(exitBond?.[0]),
    challengeBondWei: numberOf(challengeBond?.[0]),
    slotCount: numberOf(slotCount?.[0]),
  };
}

function coinFrom(slot: bigint, words: readonly Uint8Array[]): VaultCoin {
  const [owner, , isExited, birth, exitCount] = words;
  return {
    slot,
    owner: addressOf(owner),
    isExited: numberOf(isExited) !== 0n,
    birth: numberOf(birth),
    exitCount: Number(numberOf(exitCount)),
  };
}

function exitFrom(words: readonly Uint8Array[]): ExitView {
  const [exitor, startedAt, state, open, signer, ...others] = words;
  const [coinBlock, parent, lastCoinBlock, headSigner, headParent] = others;
  const name = STATES[Number(numberOf(state))];
  if (!name) throw new WeftError('ethereum/malformed', 'there is no such exit');
  return {
    exitor: addressOf(exitor),
    startedAtMs: Number(numberOf(startedAt)) * 1_000,
    state: name,
    openChallenges: Number(numberOf(open)),
    signer: addressOf(signer),
    coinBlock: numberOf(coinBlock),
    parent: numberOf(parent),
    lastCoinBlock: numberOf(lastCoinBlock),
    headSigner: addressOf(headSigner),
    headParent: numberOf(headParent),
  };
}

function valueOfSpend({ transfer, signature, inclusion }: Spend): AbiValue {
  const { slot, parent, from, to, lastCoinBlock } = transfer;
  const fields = [slot, parent, from, to, lastCoinBlock];
  return [fields, bytesFromHex(signature), valueOfPlace(inclusion)];
}

function valueOfPlace(inclusion: Inclusion): AbiValue {
  const { coinBlock, slotProof, blockProof, header, checkpoint } = inclusion;
  const proofs = [valueOfProof(slotProof), valueOfProof(blockProof)];
  return [coinBlock, ...proofs, bytesFromHex(header), checkpoint];
}

/** More would not fit into the gas or the answer of endpoints; these have 0.4 MB at most. */
const VAULT_READS_PER_CALL = 512;
/** By their numbers in the contract, of which the first is no exit at all. */
const STATES = [undefined, 'open', 'finalized', 'refuted', 'settled'] as const;
const PROOF = '(uint64,bytes32[])';
const INCLUSION = `(uint64,${PROOF},${PROOF},bytes,uint256)`;
const SPEND = `((uint64,uint64,address,address,uint64),bytes,${INCLUSION})`;
