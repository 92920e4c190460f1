import { privateKeyToAccount } from 'viem/accounts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
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
  /** Endpoints: one is asked, another when it fails; what is signed goes to all. */
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

class KeySender implements EthereumSender {
  readonly address: Address;
  readonly #account;
  readonly #options: KeySenderOptions;
  readonly #requests: readonly EthereumRequest[];
  readonly #clock: Clock;
  readonly #inOrder = createSerial();
  #asked = 0;

  constructor(options: KeySenderOptions, clock: Clock) {
    this.#account = privateKeyToAccount(options.secret);
    this.address = this.#account.address.toLowerCase() as Address;
    this.#options = options;
    this.#requests = options.requests.map((request) => withEnd(request, clock));
    this.#clock = clock;
  }

  async balanceWei() {
    return bigQuantityFrom(await this.#ask('eth_getBalance', [this.address, 'latest']));
  }

  send(call: EthereumCall, { mostGasPriceWei }: { mostGasPriceWei: bigint }) {
    return this.#inOrder(() => this.#send(call, mostGasPriceWei));
  }

  async #send(call: EthereumCall, mostWei: bigint): Promise<EthereumReceipt> {
    let prices = await this.#prices(mostWei);
    const balanceWei = await this.balanceWei();
    if (balanceWei <= call.valueWei) throw this.#outOfEther(call.valueWei, balanceWei);
    const gas = await this.#gasOf(call);
    const neededWei = call.valueWei + gas * prices.maxFeePerGas;
    if (balanceWei < neededWei) throw this.#outOfEther(neededWei, balanceWei);
    const nonce = await this.#ask('eth_getTransactionCount', [this.address, 'latest']);
    const place = { nonce: Number(bigQuantityFrom(nonce)), gas };
    const hashes: Hash[] = [];
    for (let raises = 0; raises <= MAX_PRICE_RAISES; raises++) {
      const sent = await this.#broadcast(call, { ...place, ...prices });
      if (sent) hashes.push(sent);
      const mined = await this.#minedOf(hashes, sent ? PRICE_PATIENCE_BLOCKS : 0);
      if (mined) return mined;
      prices = raised(prices, mostWei);
    }
    throw new WeftError('ethereum-sender/not-mined', 'a transaction is not mined yet', {
      hash: hashes.at(-1) ?? '',
    });
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
    const taken = answers.find(({ status }) => status === 'fulfilled');
    if (taken?.status === 'fulfilled') return taken.value as Hash;
    const reasons = answers.map((answer) => (answer.status === 'rejected' ? answer.reason : 0));
    if (reasons.some((reason) => UNDERPRICED.test(errorObjectFrom(reason).message))) {
      return undefined;
    }
    throw reasons[0];
  }

  /** Of several for one nonce, the one that was mined, if that is within so many blocks. */
  async #minedOf(hashes: readonly Hash[], blocks: number): Promise<EthereumReceipt | undefined> {
    const end = this.#clock.monotonicMs() + blocks * this.#options.blockMs;
    for (;;) {
      for (const hash of hashes) {
        const receipt = receiptFrom(await this.#ask('eth_getTransactionReceipt', [hash]), hash);
        if (receipt) return receipt;
      }
      if (this.#clock.monotonicMs() >= end) return undefined;
      const waitMs = Math.min(ETHEREUM_POLL_MS, this.#options.blockMs / 4);
      await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
    }
  }

  async #prices(mostWei: bigint): Promise<Prices> {
    const block = Object(await this.#ask('eth_getBlockByNumber', ['latest', false]));
    const baseWei = bigQuantityFrom(block.baseFeePerGas);
    const tipWei = bigQuantityFrom(await this.#ask('eth_maxPriorityFeePerGas', []));
    const priceWei = baseWei + tipWei;
    if (priceWei > mostWei) {
      const facts = { priceWei: priceWei.toString(), mostWei: mostWei.toString() };
      throw new WeftError('ethereum-sender/too-dear', 'gas costs more than allowed', facts);
    }
    const maxFeePerGas = least(2n * baseWei + tipWei, mostWei);
    return { maxFeePerGas, maxPriorityFeePerGas: tipWei };
  }

  /** What it takes now and a fifth more: what others do before it may change that. */
  async #gasOf({ to, data, valueWei }: EthereumCall): Promise<bigint> {
    const call = { from: this.address, to, data, value: `0x${valueWei.toString(16)}` };
    try {
      const gas = bigQuantityFrom(await this.#ask('eth_estimateGas', [call]));
      return least((gas * 6n) / 5n, MAX_SENT_GAS);
    } catch (thrown) {
      const { code, message, facts } = errorObjectFrom(thrown);
      if (code !== 'ethereum/refused') throw thrown;
      const error = revertNameOf(facts.revert) ?? '';
      throw new WeftError('ethereum-sender/refused', message, { error });
    }
  }

  /** The next endpoint is asked when one fails, and from then on. */
  async #ask(method: string, params: readonly unknown[]): Promise<unknown> {
    let failure: unknown = new WeftError('ethereum/no-endpoint', 'no endpoint is known');
    for (let tries = 0; tries < this.#requests.length; tries++) {
      const request = this.#requests[this.#asked % this.#requests.length] as EthereumRequest;
      try {
        return await request({ method, params });
      } catch (thrown) {
        failure = thrown;
        if (errorObjectFrom(thrown).code === 'ethereum/refused') break;
        this.#asked++;
      }
    }
    throw failure;
  }

  #outOfEther(neededWei: bigint, balanceWei: bigint) {
    const amounts = { neededWei: neededWei.toString(), balanceWei: balanceWei.toString() };
    const facts = { address: this.address, ...amounts };
    return new WeftError('ethereum-sender/out-of-ether', 'the account lacks ether', facts);
  }
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

const UNDERPRICED = /underpriced|nonce too low|already known|already imported/i;
