import type { Client } from 'viem';
import { estimateGas, getBalance, getGasPrice, waitForTransactionReceipt } from 'viem/actions';
import { isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { askWallet, assertAccount, assertNetwork } from '../assert-wallet.ts';
import type { Signer } from '../signer.ts';
import type { Address, Hash } from '../types.ts';
import type { EthereumCall } from './ethereum-call.ts';
import { ethereumProblemFrom } from './ethereum-client.ts';
import { LOOK_MS } from './limits.ts';
import type { Step } from './sent.ts';
import type { SentLog } from './sent-log.ts';

/** By whom and where something is sent. */
export interface EthereumAccount {
  client: Client;
  account: Address;
  chainId: bigint;
  /** Keeps what was sent until it is final. */
  log: SentLog;
}

export interface SendToEthereumOptions extends Omit<EthereumAccount, 'log'> {
  signer: Signer;
}

/**
 * Has the wallet send a transaction, and resolves with its hash when a block has it. What was sent
 * is kept from then on, so that a reload in between forgets nothing. Errors: those of
 * `sendToEthereum` and `waitForInclusion`.
 */
export async function sendStep(
  { log, ...sender }: EthereumAccount & { signer: Signer },
  call: EthereumCall,
  { step, onSent }: { step: Step; onSent(hash: Hash): void },
): Promise<Hash> {
  const sent = await sendToEthereum(sender, call);
  log.add(sent, step, Date.now());
  onSent(sent);
  try {
    const included = await waitForInclusion(sender.client, sent);
    if (included !== sent) log.forget(sent);
    return included;
  } catch (thrown) {
    if (isOutcome(thrown)) log.forget(sent);
    throw thrown;
  }
}

/** What came of it is known, and whoever waits is told. */
function isOutcome(thrown: unknown): boolean {
  if (!(thrown instanceof WeftError)) return false;
  return thrown.code === 'ethereum/reverted' || thrown.code === 'ethereum/replaced';
}

/**
 * Has the wallet send a transaction, after Ethereum said that it would succeed. Errors:
 * `ethereum/would-fail`, `ethereum/insufficient-funds`, those of reading Ethereum, and those of
 * wallets; after each of them nothing was sent.
 */
export async function sendToEthereum(
  { client, signer, account, chainId }: SendToEthereumOptions,
  { to, data, valueWei }: EthereumCall,
): Promise<Hash> {
  await assertNetwork(signer, chainId);
  await assertAccount(signer, account);
  const gas = await estimatedGas(client, account, { to, data, valueWei });
  const transaction = {
    ...{ from: account, to, data },
    value: `0x${valueWei.toString(16)}`,
    gas: `0x${gas.toString(16)}`,
  };
  const hash = await askWallet(signer, 'eth_sendTransaction', [transaction]);
  if (isHex(hash, 32)) return hash;
  throw new WeftError('wallet/failed', 'the wallet returned no hash');
}

/**
 * Resolves with its hash when a block has it, which is another one if the wallet sped it up.
 * Errors: `ethereum/reverted`, `ethereum/replaced`, and those of reading Ethereum.
 */
export async function waitForInclusion(client: Client, hash: Hash): Promise<Hash> {
  let isReplaced = false;
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    pollingInterval: LOOK_MS,
    timeout: INCLUSION_MS,
    onReplaced: ({ reason }) => {
      isReplaced = reason !== 'repriced';
    },
  }).catch((thrown: unknown) => {
    throw ethereumProblemFrom(thrown);
  });
  const facts = { hash: receipt.transactionHash };
  if (isReplaced) throw new WeftError('ethereum/replaced', 'the wallet sent another one', facts);
  if (receipt.status === 'success') return receipt.transactionHash;
  throw new WeftError('ethereum/reverted', 'the transaction failed on Ethereum', facts);
}

async function estimatedGas(client: Client, account: Address, call: EthereumCall): Promise<bigint> {
  const { to, data, valueWei } = call;
  try {
    const gas = await estimateGas(client, { account, to, data, value: valueWei });
    await assertFunds(client, account, { gas, valueWei });
    return (gas * GAS_PERCENT) / 100n;
  } catch (thrown) {
    throw estimateProblemFrom(thrown);
  }
}

/** Endpoints estimate for accounts without ether, too, and a wallet only says that it failed. */
async function assertFunds(
  client: Client,
  account: Address,
  { gas, valueWei }: { gas: bigint; valueWei: bigint },
): Promise<void> {
  const [balanceWei, gasPriceWei] = await Promise.all([
    getBalance(client, { address: account }),
    getGasPrice(client),
  ]);
  const leastWei = valueWei + gas * gasPriceWei;
  if (balanceWei >= leastWei) return;
  const facts = { balanceWei: balanceWei.toString(), leastWei: leastWei.toString() };
  throw new WeftError('ethereum/insufficient-funds', 'too little ether for the fee', facts);
}

function estimateProblemFrom(thrown: unknown): WeftError {
  const problem = ethereumProblemFrom(thrown);
  const { message, facts } = problem;
  if (problem.code !== 'ethereum/refused') return problem;
  if (/insufficient funds|exceeds balance/i.test(message)) {
    return new WeftError('ethereum/insufficient-funds', message, facts);
  }
  return new WeftError('ethereum/would-fail', message, facts);
}

/** A transaction that pays little may wait for hours. */
const INCLUSION_MS = 21_600_000;
/** What a transaction may take, for the state may be another when it is included. */
const GAS_PERCENT = 125n;
