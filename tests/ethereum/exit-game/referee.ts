import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { type Hex, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { balancesOf } from '../../simulation/exit-game/balances.ts';
import {
  type Call,
  type Exit,
  isWalked,
  openChallenges,
  PARTIES,
  type Party,
  type VaultState,
} from '../../simulation/exit-game/vault-state.ts';
import { COIN_VALUE, type ContractBoard, HALF_SECONDS, refusalFrom } from './contract-board.ts';
import { outcomesOf } from './coverage.ts';
import type { Counts, Step } from './random-games.ts';
import type { Request } from './rpc.ts';

/** Where model and contract are not of one mind. */
export interface Disagreement {
  call: Call | undefined;
  what: string;
  model: unknown;
  contract: unknown;
}

/**
 * Plays a game of the model on the contract, and compares after each move: whether it was accepted,
 * and else by which error; the exit it was about with all its points; who has the coin; and what
 * everybody and the contract itself have, to the wei.
 */
export async function referee(
  board: ContractBoard,
  steps: Iterable<Step>,
  counts: Counts,
): Promise<Disagreement[]> {
  await board.startAgain();
  const purse = await readPurse(board);
  const found: Disagreement[] = [];
  const probes: Extract<Step, { type: 'probe' }>[] = [];
  let before: VaultState | undefined;
  for (const step of steps) {
    if (step.type === 'probe') {
      probes.push(step);
      count(counts, `${step.call.type}/${step.refusal}`);
      continue;
    }
    found.push(...(await compareRefusals(board, probes.splice(0))));
    if (step.type === 'tick') await board.goTo(step.now);
    else {
      count(counts, step.call.type);
      for (const outcome of outcomesOf(step.call, before, step.after)) count(counts, outcome);
      before = step.after;
      found.push(...(await compareMove(board, step.call, step.after, purse)));
    }
    if (found.length > 0) return found;
  }
  return [...found, ...(await compareRefusals(board, probes))];
}

type Holder = Party | 'vault' | 'nobody';
const HOLDERS: readonly Holder[] = [...PARTIES, 'vault', 'nobody'];

/** Wei at the start of the game, less what was paid for gas since. */
type Purse = Map<Holder, bigint>;

async function readPurse(board: ContractBoard): Promise<Purse> {
  const answers = await board.rpc.all(HOLDERS.map((holder) => balanceRequest(board, holder)));
  return new Map(HOLDERS.map((holder, i) => [holder, BigInt(answers[i]?.result as Hex)]));
}

async function compareRefusals(
  board: ContractBoard,
  probes: readonly Extract<Step, { type: 'probe' }>[],
): Promise<Disagreement[]> {
  const requests: Request[] = [];
  for (const { call } of probes) {
    requests.push({ method: 'eth_call', params: [await board.transactionOf(call), 'latest'] });
  }
  const answers = await board.rpc.all(requests);
  return probes.flatMap(({ call, refusal }, i) => {
    const data = answers[i]?.error?.data;
    const contract = data ? refusalFrom(data) : (answers[i]?.error?.message ?? 'accepted');
    return contract === refusal ? [] : [{ call, what: 'refusal', model: refusal, contract }];
  });
}

async function compareMove(
  board: ContractBoard,
  call: Call,
  after: VaultState,
  purse: Purse,
): Promise<Disagreement[]> {
  const receipt = await board.play(call);
  const gas = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice);
  purse.set(call.by, (purse.get(call.by) ?? 0n) - gas);
  if (receipt.status !== '0x1') {
    return [{ call, what: 'move', model: 'accepted', contract: 'refused' }];
  }
  const index = call.type === 'startExit' ? after.exits.length - 1 : call.exit;
  const reads = [
    readRequest(board, 'coinAt', [1n]),
    readRequest(board, 'exitAt', [board.exitId(index)]),
    ...[...after.leaves.keys()].map((coinBlock) =>
      readRequest(board, 'pointAt', [board.exitId(index), BigInt(coinBlock)]),
    ),
  ];
  const balances = HOLDERS.map((holder) => balanceRequest(board, holder));
  const answers = await board.rpc.all([...reads, ...balances]);
  const [coin = {}, exit = {}, ...points] = answers.slice(0, reads.length).map(({ result }, i) => {
    const functionName = (['coinAt', 'exitAt'] as const)[i] ?? 'pointAt';
    const data = result as Hex;
    return decodeFunctionResult({ abi: vaultAbi, functionName, data } as never) as object;
  });
  const held = answers.slice(reads.length).map(({ result }) => BigInt(result as Hex));
  const expected = expectedExit(board, after, after.exits[index] as Exit);
  return [
    ...differences(call, 'coin', { isExited: after.takenBy !== undefined }, coin),
    ...differences(call, 'exit', expected, exit),
    ...points.flatMap((point, coinBlock) =>
      differences(call, `point ${coinBlock}`, expectedPoint(board, after, index, coinBlock), point),
    ),
    ...HOLDERS.flatMap((holder, i) =>
      differences(
        call,
        'balance',
        { [holder]: expectedBalance(after, holder, purse) },
        { [holder]: held[i] },
      ),
    ),
  ];
}

const STATES = ['none', 'open', 'finalized', 'refuted', 'settled'];

function expectedExit(board: ContractBoard, state: VaultState, exit: Exit): object {
  return {
    exitor: board.addressOf(exit.exitor),
    coinBlock: isOfDeposit(exit) ? 0 : exit.coinBlock,
    startedAt: Number(board.startedAt) + exit.startedAt * HALF_SECONDS,
    state: STATES.indexOf(exit.state),
    signer: board.addressOf(exit.refuter ?? exit.signer),
    lastCoinBlock: exit.lastCoinBlock,
    openChallenges: openChallenges(state, exit),
    headSigner: board.addressOf(exit.head?.signer),
    headParent: exit.head?.parent ?? 0,
    parent: exit.parent,
  };
}

function isOfDeposit({ signer }: Exit): boolean {
  return signer === undefined;
}

function expectedPoint(board: ContractBoard, state: VaultState, index: number, coinBlock: number) {
  const exit = state.exits[index] as Exit;
  return {
    challenger: board.addressOf(exit.challengers[coinBlock]),
    isWalked: isWalked(state, exit, coinBlock),
    isPaid: exit.paid[coinBlock] === true,
  };
}

function expectedBalance(state: VaultState, holder: Holder, purse: Purse): bigint {
  const before = purse.get(holder) ?? 0n;
  const bonds = balancesOf(state);
  if (holder !== 'vault') {
    return before + BigInt(bonds[holder]) + (state.takenBy === holder ? COIN_VALUE : 0n);
  }
  const paidIn = -Object.values(bonds).reduce((sum, gained) => sum + gained, 0);
  return before + BigInt(paidIn) - (state.takenBy ? COIN_VALUE : 0n);
}

function differences(call: Call, what: string, model: object, contract: object): Disagreement[] {
  const read = contract as Record<string, unknown>;
  return Object.entries(model).flatMap(([key, value]) => {
    const given = read[key];
    const isSame = (typeof given === 'string' ? given.toLowerCase() : given) === value;
    return isSame ? [] : [{ call, what: `${what}: ${key}`, model: value, contract: given }];
  });
}

function balanceRequest(board: ContractBoard, holder: Holder): Request {
  const address = holder === 'nobody' ? ZERO_ADDRESS : board.addressOf(holder);
  return { method: 'eth_getBalance', params: [address, 'latest'] };
}

function readRequest(
  board: ContractBoard,
  functionName: 'coinAt' | 'exitAt' | 'pointAt',
  args: readonly bigint[],
): Request {
  const data = encodeFunctionData({ abi: vaultAbi, functionName, args } as never);
  return { method: 'eth_call', params: [{ to: board.vault, data }, 'latest'] };
}

function count(counts: Counts, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
