import { privateKeyToAccount } from 'viem/accounts';
import { type Address, bytesFromHex, type Hash, type Hex } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import {
  ETHEREUM_POLL_MS,
  MAX_PRICE_RAISES,
  MAX_SENT_GAS,
  PRICE_PATIENCE_BLOCKS,
} from '../../core/limits.ts';
import { revertNameOf } from '../../node/ethereum-contracts/revert-names.ts';
import type { Clock, EthereumCall, EthereumReceipt, EthereumSender } from '../../node/ports.ts';
import { createSerial } from '../../node/serial.ts';
import { bigQuantityFrom, receiptFrom } from './ethereum-answers.ts';
import { type EthereumRequest, withEnd } from './ethereum-request.ts';

export interface KeySenderOptions {
  /** Of the account that pays. Never told. */
  secret: Hex;
  chainId: bigint;
  /** Endpoints: another is asked when one refuses or fails; what is signed goes to all. */
  requests: readonly EthereumRequest[];
  /** Between blocks of Ethereum. */
  blockMs: number;
}

/** The port over JSON-RPC and a key. */
export function createKeySender(options: KeySenderOptions) {
  return ({ clock }: { clock: Clock }): EthereumSender => new KeySender(options, clock);
}

interface Prices {
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

/** What Ethereum says of a call before it is signed. */
interface Terms {
  prices: Prices;
  nonce: number;
  gas: bigint;
}

class KeySender implements EthereumSender {
  readonly address: Address;
  readonly #account;
  readonly #options: KeySenderOptions;
  readonly #requests: readonly EthereumRequest[];
  readonly #clock: Clock;
  readonly #inOrder = createSerial();

  constructor(options: KeySenderOptions, clock: Clock) {
    this.#account = privateKeyToAccount(options.secret);
    this.address = this.#account.address.toLowerCase() as Address;
    this.#options = options;
    this.#requests = options.requests.map((request) => withEnd(request, clock));
    this.#clock = clock;
  }

  balanceWei() {
    return this.#byAny((request) => this.#balanceBy(request));
  }

  send(call: EthereumCall, { mostGasPriceWei }: { mostGasPriceWei: bigint }) {
    return this.#inOrder(() => this.#send(call, mostGasPriceWei));
  }

  async #send(call: EthereumCall, mostWei: bigint): Promise<EthereumReceipt> {
    const terms = await this.#byAny((request) => this.#termsBy(request, call, mostWei));
    const { nonce, gas } = terms;
    let { prices } = terms;
    const hashes: Hash[] = [];
    for (let raises = 0; raises <= MAX_PRICE_RAISES; raises++) {
      const sent = await this.#broadcast(call, { nonce, gas, ...prices });
      if (sent) hashes.push(sent);
      const mined = await this.#minedOf(hashes, sent ? PRICE_PATIENCE_BLOCKS : 0);
      if (mined) return mined;
      prices = raised(prices, mostWei);
    }
    throw new WeftError('ethereum-sender/not-mined', 'a transaction is not mined yet', {
      hash: hashes.at(-1) ?? '',
    });
  }

  /** All by one endpoint, so that its lies, too, end with it. */
  async #termsBy(request: EthereumRequest, call: EthereumCall, mostWei: bigint): Promise<Terms> {
    const prices = await pricesBy(request, mostWei);
    const balanceWei = await this.#balanceBy(request);
    if (balanceWei <= call.valueWei) throw this.#outOfEther(call.valueWei, balanceWei);
    const gas = await this.#gasBy(request, call);
    const neededWei = call.valueWei + gas * prices.maxFeePerGas;
    if (balanceWei < neededWei) throw this.#outOfEther(neededWei, balanceWei);
    const params = [this.address, 'latest'];
    const nonce = bigQuantityFrom(await request({ method: 'eth_getTransactionCount', params }));
    return { prices, nonce: Number(nonce), gas };
  }

  /** Undefined if another of this account waits in its place at a higher price. */
  async #broadcast(call: EthereumCall, place: Prices & { nonce: number; gas: bigint }) {
    const { chainId } = this.#options;
    const { to, data, valueWei: value } = call;
    const fields = { type: 'eip1559', chainId: Number(chainId), to, data, value } as const;
    const signed = await this.#account.signTransaction({ ...fields, ...place });
    const params = [signed];
    const answers = await Promise.allSettled(
      this.#requests.map((request) => request({ method: 'eth_sendRawTransaction', params })),
    );
    if (answers.some(({ status }) => status === 'fulfilled')) {
      return keccakHex(bytesFromHex(signed));
    }
    const reasons = answers.map((answer) => (answer.status === 'rejected' ? answer.reason : 0));
    if (reasons.some((reason) => UNDERPRICED.test(errorObjectFrom(reason).message))) {
      return undefined;
    }
    throw reasons[0];
  }

  /** Of several for one nonce, the one that an endpoint shows mined, within so many blocks. */
  async #minedOf(hashes: readonly Hash[], blocks: number): Promise<EthereumReceipt | undefined> {
    const end = this.#clock.monotonicMs() + blocks * this.#options.blockMs;
    for (;;) {
      for (const hash of hashes) {
        const call = { method: 'eth_getTransactionReceipt', params: [hash] };
        const answers = await Promise.allSettled(
          this.#requests.map(async (request) => receiptFrom(await request(call), hash)),
        );
        for (const answer of answers) {
          if (answer.status === 'fulfilled' && answer.value) return answer.value;
        }
      }
      if (this.#clock.monotonicMs() >= end) return undefined;
      const waitMs = Math.min(ETHEREUM_POLL_MS, this.#options.blockMs / 4);
      await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
    }
  }

  /** What it takes now and a fifth more: what others do before it may change that. */
  async #gasBy(request: EthereumRequest, { to, data, valueWei }: EthereumCall): Promise<bigint> {
    const call = { from: this.address, to, data, value: `0x${valueWei.toString(16)}` };
    try {
      const gas = bigQuantityFrom(await request({ method: 'eth_estimateGas', params: [call] }));
      return least((gas * 6n) / 5n, MAX_SENT_GAS);
    } catch (thrown) {
      const { code, message, facts } = errorObjectFrom(thrown);
      if (code !== 'ethereum/refused') throw thrown;
      const error = revertNameOf(facts.revert) ?? '';
      throw new WeftError(REFUSED, message, { error });
    }
  }

  async #balanceBy(request: EthereumRequest): Promise<bigint> {
    const params = [this.address, 'latest'];
    return bigQuantityFrom(await request({ method: 'eth_getBalance', params }));
  }

  /**
   * What the first endpoint says that can. Which one begins is drawn, so that none is always
   * believed. Refused is what all refuse.
   */
  async #byAny<Value>(ask: (request: EthereumRequest) => Promise<Value>): Promise<Value> {
    const first = Math.floor(Math.random() * this.#requests.length);
    const failures: unknown[] = [];
    for (const request of [...this.#requests.slice(first), ...this.#requests.slice(0, first)]) {
      try {
        return await ask(request);
      } catch (thrown) {
        failures.push(thrown);
      }
    }
    const [gravest] = failures.toSorted((a, b) => rankOf(a) - rankOf(b));
    throw gravest ?? new WeftError('ethereum/no-endpoint', 'no endpoint is known');
  }

  #outOfEther(neededWei: bigint, balanceWei: bigint) {
    const amounts = { neededWei: neededWei.toString(), balanceWei: balanceWei.toString() };
    const facts = { address: this.address, ...amounts };
    return new WeftError('ethereum-sender/out-of-ether', 'the account lacks ether', facts);
  }
}

async function pricesBy(request: EthereumRequest, mostWei: bigint): Promise<Prices> {
  const newest = { method: 'eth_getBlockByNumber', params: ['latest', false] };
  const baseWei = bigQuantityFrom(Object(await request(newest)).baseFeePerGas);
  const tip = await request({ method: 'eth_maxPriorityFeePerGas', params: [] });
  const tipWei = bigQuantityFrom(tip);
  const priceWei = baseWei + tipWei;
  if (priceWei > mostWei) {
    const facts = { priceWei: priceWei.toString(), mostWei: mostWei.toString() };
    throw new WeftError('ethereum-sender/too-dear', 'gas costs more than allowed', facts);
  }
  const maxFeePerGas = least(2n * baseWei + tipWei, mostWei);
  return { maxFeePerGas, maxPriorityFeePerGas: tipWei };
}

/** What is in the way comes before an endpoint that failed, and that before a refusal. */
function rankOf(failure: unknown): number {
  const { code } = errorObjectFrom(failure);
  if (code === REFUSED) return 2;
  return code.startsWith('ethereum-sender/') ? 0 : 1;
}

/** Nodes replace a waiting transaction by one that pays an eighth more; never beyond the most. */
function raised({ maxFeePerGas, maxPriorityFeePerGas }: Prices, mostWei: bigint): Prices {
  const raise = (wei: bigint) => wei + wei / 8n + 1n;
  const fee = least(raise(maxFeePerGas), mostWei);
  return { maxFeePerGas: fee, maxPriorityFeePerGas: least(raise(maxPriorityFeePerGas), fee) };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

const REFUSED = 'ethereum-sender/refused';
const UNDERPRICED = /underpriced|nonce too low|already known|already imported/i;
