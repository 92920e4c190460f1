import {
  BrowserProvider,
  Contract,
  type ContractTransactionResponse,
  type Eip1193Provider,
  Interface,
  isError,
} from 'ethers';
import type { Spend } from '../../chain/coin-spend.ts';
import { digestOfCoinTransfer } from '../../chain/coin-transfer.ts';
import { assert } from '../../core/assert.ts';
import { type Address, ZERO_HASH } from '../../core/bytes.ts';
import { checkpointsAbi } from '../../core/contracts/checkpoints-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import {
  type CoinFile,
  type CoinHolder,
  type FileTransfer,
  type PinnedRoot,
  walkFrom,
} from '../../modules/vault/coin-file.ts';
import {
  verifyHistory,
  verifyTransfers,
  type WholeHistory,
} from '../../modules/vault/verify-coin-file.ts';
import type { Duty } from '../../node/watchtower/exit-situation.ts';
import { walletErrorFrom } from '../wallet-error.ts';
import { type ExitReport, readExits } from './read-exits.ts';

// Takes a coin out of the Vault with its file and a wallet, and nothing of the sidechain: what
// Ethereum holds is read through the wallet, and the file has to follow from it.

/** What a file and Ethereum say together. */
export interface CoinReport extends CoinHolder {
  /** Of the wallet. */
  account: Address;
  isExited: boolean;
  /** Absent if `historyProblem` says why the history is not good; leaving may be possible still. */
  history?: WholeHistory;
  historyProblem?: ErrorObject;
  /** Newest coin block that Ethereum knows. */
  coinBlocks: bigint;
  rules: VaultRules;
  exits: ExitReport[];
}

export interface VaultRules {
  windowMs: number;
  exitBondWei: bigint;
  challengeBondWei: bigint;
}

/** Each action resolves when its transaction is mined. Errors: `wallet/...`, `rescue/...`. */
export interface Rescue {
  /**
   * Checks the file against Ethereum, until the signal says that nobody waits for it any more.
   * @throws WeftError `wallet/wrong-network`, `rescue/no-vault`, `rescue/other-checkpoints`,
   * `rescue/other-coin`, and what `verifyTransfers` throws.
   */
  check(signal?: AbortSignal): Promise<CoinReport>;
  /** With the bond that was shown: the Vault refuses any other. */
  startExit({ exitBondWei }: Pick<VaultRules, 'exitBondWei'>): Promise<void>;
  /**
   * Answers challenges by the coin's history, back to its deposit: all of them at once, unless the
   * history is longer than a transaction; then it goes on from there.
   */
  walk(exit: ExitReport): Promise<void>;
  /** Pays the coin to who exited with it. */
  finalize(exit: ExitReport): Promise<void>;
  withdrawBond(exit: ExitReport): Promise<void>;
  withdrawChallengeBond(exit: ExitReport, coinBlock: bigint): Promise<void>;
  /** Does what `answerTo` says about an exit; a question takes the bond that was shown. */
  answer(
    exit: ExitReport,
    duty: Duty,
    { challengeBondWei }: Pick<VaultRules, 'challengeBondWei'>,
  ): Promise<void>;
}

export function rescueCoin(wallet: Eip1193Provider, file: CoinFile): Rescue {
  const provider = new BrowserProvider(wallet, 'any', { cacheTimeout: -1 });
  const vault = new Contract(file.vault, vaultAbi, provider);
  const checkpoints = new Contract(file.checkpoints, checkpointsAbi, provider);
  const { slot } = file.coin;

  async function send(name: string, args: unknown[], value = 0n): Promise<void> {
    try {
      await assertNetwork(provider, file);
      const signed = vault.connect(await provider.getSigner()) as Contract;
      const sent: ContractTransactionResponse = await signed.getFunction(name)(...args, { value });
      await sent.wait();
    } catch (thrown) {
      throw rescueErrorFrom(thrown);
    }
  }

  async function answer(id: bigint, duty: Duty, bondWei: bigint): Promise<void> {
    const spendAt = (n: bigint) => spendOf(file, transferAt(file, n));
    switch (duty.call) {
      case 'challengeAfter':
      case 'challengeBetween':
        return send(duty.call, [id, spendAt(duty.coinBlock)]);
      case 'challengeBefore': {
        const { transfer, inclusion } = spendAt(duty.coinBlock);
        const leaf = digestOfCoinTransfer(file, transfer);
        return send(duty.call, [id, leaf, inclusion], bondWei);
      }
      case 'challengeBirth':
        return send(duty.call, [id], bondWei);
      case 'walk':
        return send(duty.call, [id, duty.coinBlocks.map(spendAt)]);
      case 'failExit':
      case 'withdrawChallengeBond':
        return send(duty.call, [id, duty.coinBlock]);
      case 'finalizeExit':
      case 'withdrawBond':
        return send(duty.call, [id]);
    }
  }

  return {
    async check(signal) {
      try {
        await assertNetwork(provider, file);
        return await report({ provider, vault, checkpoints, file, signal });
      } catch (thrown) {
        throw rescueErrorFrom(thrown);
      }
    },
    async startExit({ exitBondWei }) {
      const spends = file.transfers.slice(-2).map((each) => spendOf(file, each));
      await send('startExit', [slot, spends], exitBondWei);
    },
    walk: ({ id, headParent }) => {
      const steps = walkFrom(file, headParent).map((each) => spendOf(file, each));
      return send('walk', [id, steps]);
    },
    finalize: ({ id }) => send('finalizeExit', [id]),
    withdrawBond: ({ id }) => send('withdrawBond', [id]),
    withdrawChallengeBond: ({ id }, coinBlock) => send('withdrawChallengeBond', [id, coinBlock]),
    answer: ({ id }, duty, { challengeBondWei }) => answer(id, duty, challengeBondWei),
  };
}

interface Setting {
  provider: BrowserProvider;
  vault: Contract;
  checkpoints: Contract;
  file: CoinFile;
  signal: AbortSignal | undefined;
}

async function report(setting: Setting): Promise<CoinReport> {
  const { provider, vault, checkpoints, file, signal } = setting;
  if ((await provider.getCode(file.vault)) === '0x') {
    throw new WeftError('rescue/no-vault', 'there is no Vault at the address in the file');
  }
  const named = String(await vault.getFunction('checkpoints')()).toLowerCase();
  if (named !== file.checkpoints) {
    const facts = { checkpoints: named };
    throw new WeftError('rescue/other-checkpoints', 'the Vault goes by other checkpoints', facts);
  }
  const isExited = await readCoin(vault, file);
  const pause = async () => {
    await new Promise<void>((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  const pinned = await readPinned(setting);
  const holder = await verifyTransfers(file, pinned, pause);
  const rules = await readRules(vault);
  const account = (await (await provider.getSigner()).getAddress()).toLowerCase() as Address;
  return {
    ...holder,
    account,
    isExited,
    ...(await historyOf(file, pinned, pause)),
    coinBlocks: await checkpoints.getFunction('coinCount')(),
    rules,
    exits: await readExits(vault, file, rules),
  };
}

/** A history that is not good keeps nobody from leaving: only an exit's own proofs count there. */
async function historyOf(
  file: CoinFile,
  pinned: ReadonlyMap<bigint, PinnedRoot>,
  pause: () => Promise<void>,
) {
  try {
    return { history: await verifyHistory(file, pinned, pause) };
  } catch (thrown) {
    return { historyProblem: errorObjectFrom(thrown) };
  }
}

/** Whether the coin has left. The rest is what was deposited, as the file says it. */
async function readCoin(vault: Contract, { coin }: CoinFile): Promise<boolean> {
  const held = await vault.getFunction('coinAt')(coin.slot);
  const isSame =
    String(held.owner).toLowerCase() === coin.depositor &&
    held.kind === BigInt(coin.kind) &&
    String(held.token).toLowerCase() === coin.token &&
    held.value === coin.value &&
    held.birth === coin.birth;
  if (isSame) return held.isExited;
  const facts = { slot: coin.slot.toString() };
  throw new WeftError('rescue/other-coin', 'the Vault holds another coin in this slot', facts);
}

async function readRules(vault: Contract): Promise<VaultRules> {
  const [windowS, exitBondWei, challengeBondWei] = await Promise.all(
    ['window', 'exitBond', 'challengeBond'].map((name) => vault.getFunction(name)()),
  );
  return { windowMs: 1_000 * Number(windowS), exitBondWei, challengeBondWei };
}

/** What Ethereum holds of the checkpoints in the file, a few at a time, up to one that is none. */
async function readPinned({ checkpoints, file: { headers }, signal }: Setting) {
  const pinned = new Map<bigint, PinnedRoot>();
  for (let at = 0; at < headers.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    const some = headers.slice(at, at + AT_ONCE);
    const read = checkpoints.getFunction('coinBlocksAt');
    const found = await Promise.all(some.map(({ checkpoint }) => read(checkpoint)));
    for (const [i, { headerHash, after_: after, upTo }] of found.entries()) {
      const { checkpoint } = some[i] as (typeof some)[number];
      if (headerHash === ZERO_HASH) return pinned;
      pinned.set(checkpoint, { headerHash, after, upTo });
    }
  }
  return pinned;
}

/** A transfer in the form that the Vault takes. */
function spendOf({ coin, headers }: CoinFile, transfer: FileTransfer): Spend {
  const { parent, from, to, lastCoinBlock, signature, ...rest } = transfer;
  const { coinBlock, slotProof, blockProof, checkpoint } = rest;
  const header = headers.find((each) => each.checkpoint === checkpoint)?.header ?? '0x';
  return {
    transfer: { slot: coin.slot, parent, from, to, lastCoinBlock },
    signature,
    inclusion: { coinBlock, slotProof, blockProof, header, checkpoint },
  };
}

function transferAt({ transfers }: CoinFile, coinBlock: bigint): FileTransfer {
  const found = transfers.find((each) => each.coinBlock === coinBlock);
  assert(found, 'the file has the transfer');
  return found;
}

async function assertNetwork(provider: BrowserProvider, file: CoinFile): Promise<void> {
  const { chainId } = await provider.getNetwork();
  if (chainId === file.ethereumChainId) return;
  throw new WeftError('wallet/wrong-network', 'the wallet is on another network than the coin', {
    chainId: chainId.toString(),
    wanted: file.ethereumChainId.toString(),
  });
}

/** ethers wraps what wallets and contracts say in errors of its own. */
function rescueErrorFrom(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  if (isError(thrown, 'ACTION_REJECTED')) {
    return new WeftError('wallet/rejected', thrown.shortMessage);
  }
  if (isError(thrown, 'INSUFFICIENT_FUNDS')) {
    return new WeftError('rescue/out-of-ether', thrown.shortMessage);
  }
  if (isError(thrown, 'CALL_EXCEPTION')) {
    const error = CONTRACT.parseError(thrown.data ?? '0x')?.name ?? 'unknown';
    return new WeftError('rescue/refused', thrown.shortMessage, { error });
  }
  return walletErrorFrom(thrown);
}

const CONTRACT = new Interface(vaultAbi);
/** Calls that wait at the wallet's endpoint together. */
const AT_ONCE = 32;
