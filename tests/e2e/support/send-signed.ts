import type { Page } from '@playwright/test';
import { concatHex, type HDAccount, type Hex, numberToHex, stringToHex, toRlp } from 'viem';
import type { WeftWindow } from './node-page.ts';

export interface SignedTransfer {
  from: HDAccount;
  to: Hex;
  amountWei: bigint;
}

export const VALID_FOR_MS = 60_000;
const WALLET_ACTION: Hex = '0x01';
/** They end every struct that is signed. */
export const ENVELOPE_FIELDS = [
  { name: 'account', type: 'address' },
  { name: 'nonce', type: 'uint64' },
  { name: 'validUntilMs', type: 'uint64' },
  { name: 'feeMax', type: 'uint256' },
];

/** An action by its fields. */
export interface SignedAction {
  from: HDAccount;
  primaryType: string;
  values: Readonly<Record<string, string | bigint>>;
  /** Absent: what the node quotes. Zero: somebody else is to pay. */
  feeMaxWei?: bigint;
}

interface Sent {
  hash: Hex;
  height: bigint;
  sentMs: number;
  /** Code of what went wrong in its block. */
  failure: string | undefined;
}

/** Sends a transfer that was signed outside the browser, and waits until its block is final. */
export async function sendSigned(page: Page, transfer: SignedTransfer): Promise<Sent> {
  return send(page, await signTransfer(page, transfer));
}

/** The same with any action. */
export async function sendSignedAction(page: Page, action: SignedAction): Promise<Sent> {
  return send(page, await signAction(page, action));
}

export function signTransfer(page: Page, { from, to, amountWei }: SignedTransfer): Promise<Hex> {
  const values = { to: to.toLowerCase() as Hex, amountWei };
  return signAction(page, { from, primaryType: 'BankTransfer', values });
}

function send(page: Page, envelope: Hex): Promise<Sent> {
  return page.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    const startMs = performance.now();
    const hash = await weft.send(encoded);
    const { height, failure } = await weft.waitForFinal(hash);
    const sentMs = performance.now() - startMs;
    return { hash, height: height ?? 0n, sentMs, failure: failure?.code };
  }, envelope);
}

/**
 * A signed action as bytes, encoded by other libraries than the product's: a second opinion on the
 * format.
 */
export async function signAction(page: Page, action: SignedAction): Promise<Hex> {
  const { from, primaryType, values, feeMaxWei } = action;
  const account = from.address.toLowerCase() as Hex;
  const { chain, nonce, quotedWei } = await page.evaluate(
    async ([address, type]) => {
      const { weft } = window as unknown as WeftWindow;
      const [info, state, quote] = await Promise.all([
        weft.chain(),
        weft.account(address),
        weft.quote(type),
      ]);
      return { chain: info, nonce: state.pendingNonce, quotedWei: quote.feeMaxWei };
    },
    [account, primaryType] as const,
  );
  const feeMax = feeMaxWei ?? quotedWei;
  const fields = chain.actions.find((each) => each.primaryType === primaryType)?.fields ?? [];
  const envelope = { account, nonce, validUntilMs: BigInt(Date.now() + VALID_FOR_MS), feeMax };
  const signature = await from.signTypedData({
    domain: chain.domain,
    types: { [primaryType]: [...fields, ...ENVELOPE_FIELDS] },
    primaryType,
    message: { ...values, ...envelope },
  });
  const body = toRlp([
    stringToHex(primaryType),
    fields.map(({ name, type }) => rlpItem(values[name] ?? '0x', type)),
    ...Object.values(envelope).map((value) => rlpItem(value, 'uint256')),
    signature,
  ]);
  return concatHex([WALLET_ACTION, body]);
}

export function rlpItem(value: string | bigint, type: string): Hex {
  if (type === 'string') return stringToHex(`${value}`);
  if (typeof value !== 'bigint') return value as Hex;
  return value === 0n ? '0x' : evenHex(numberToHex(value));
}

function evenHex(hex: Hex): Hex {
  return hex.length % 2 === 0 ? hex : `0x0${hex.slice(2)}`;
}
