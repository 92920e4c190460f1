import type { Page } from '@playwright/test';
import { concatHex, type HDAccount, type Hex, numberToHex, stringToHex, toRlp } from 'viem';
import type { WeftWindow } from './node-page.ts';

export interface SignedTransfer {
  from: HDAccount;
  to: Hex;
  amountWei: bigint;
}

const PRIMARY_TYPE = 'BankTransfer';
const VALID_FOR_MS = 60_000;
const WALLET_ACTION: Hex = '0x01';
const ENVELOPE_FIELDS = [
  { name: 'account', type: 'address' },
  { name: 'nonce', type: 'uint64' },
  { name: 'validUntilMs', type: 'uint64' },
  { name: 'feeMax', type: 'uint256' },
];

/** Sends a transfer that was signed outside the browser, and waits until its block is final. */
export async function sendSigned(
  page: Page,
  transfer: SignedTransfer,
): Promise<{ hash: Hex; height: bigint; sentMs: number }> {
  const envelope = await signTransfer(page, transfer);
  return page.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    const startMs = performance.now();
    const hash = await weft.send(encoded);
    const { height } = await weft.waitForFinal(hash);
    return { hash, height: height ?? 0n, sentMs: performance.now() - startMs };
  }, envelope);
}

/**
 * A signed transfer as bytes, encoded by other libraries than the product's: a second opinion on
 * the format.
 */
export async function signTransfer(page: Page, transfer: SignedTransfer): Promise<Hex> {
  const account = transfer.from.address.toLowerCase() as Hex;
  const { chain, nonce, feeMax } = await page.evaluate(async (address) => {
    const { weft } = window as unknown as WeftWindow;
    const [info, state, quote] = await Promise.all([
      weft.chain(),
      weft.account(address),
      weft.quote('BankTransfer'),
    ]);
    return { chain: info, nonce: state.pendingNonce, feeMax: quote.feeMaxWei };
  }, account);
  const action = chain.actions.find(({ primaryType }) => primaryType === PRIMARY_TYPE);
  const fields = action?.fields ?? [];
  const to = transfer.to.toLowerCase() as Hex;
  const own = Object.fromEntries(
    fields.map(({ name, type }) => [name, type === 'address' ? to : transfer.amountWei]),
  );
  const envelope = { account, nonce, validUntilMs: BigInt(Date.now() + VALID_FOR_MS), feeMax };
  const signature = await transfer.from.signTypedData({
    domain: chain.domain,
    types: { [PRIMARY_TYPE]: [...fields, ...ENVELOPE_FIELDS] },
    primaryType: PRIMARY_TYPE,
    message: { ...own, ...envelope },
  });
  const body = toRlp([
    stringToHex(PRIMARY_TYPE),
    Object.values(own).map(rlpItem),
    ...Object.values(envelope).map(rlpItem),
    signature,
  ]);
  return concatHex([WALLET_ACTION, body]);
}

function rlpItem(value: Hex | bigint): Hex {
  if (typeof value !== 'bigint') return value;
  return value === 0n ? '0x' : evenHex(numberToHex(value));
}

function evenHex(hex: Hex): Hex {
  return hex.length % 2 === 0 ? hex : `0x0${hex.slice(2)}`;
}
