import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Page } from '@playwright/test';
import {
  concatHex,
  getTypesForEIP712Domain,
  type HDAccount,
  type Hex,
  hashStruct,
  hexToBytes,
  numberToHex,
  stringToHex,
  toHex,
  toRlp,
} from 'viem';
import type { WeftWindow } from './node-page.ts';
import { ENVELOPE_FIELDS, rlpItem, VALID_FOR_MS } from './send-signed.ts';
import { type Outcome, tryAction } from './try-action.ts';

/** A key of which somebody has the bytes, and not only the use. */
export interface StolenKey {
  /** 65 bytes. */
  publicKey: Hex;
  /** Has its account's wallet open a session with it; the result is the id. */
  open(page: Page, owner: HDAccount, terms: StolenTerms): Promise<Hex>;
  /** An envelope, encoded and signed by other libraries than the product's. */
  sign(page: Page, action: StolenAction): Promise<Hex>;
}

export interface StolenTerms {
  actions: readonly string[];
  spendMaxWei?: bigint;
}

export interface StolenAction {
  account: string;
  session: Hex;
  nonce: bigint;
  primaryType: string;
  values: Readonly<Record<string, string | bigint>>;
  /** Zero unless said: somebody else is to pay. */
  feeMaxWei?: bigint;
}

const SESSION_ACTION: Hex = '0x02';
const SIGNED_PREFIX: Hex = '0x1901';
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const OPEN_FOR_MS = 3_600_000;

export function createStolenKey(): StolenKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { privateKey } = pair;
  const publicKey = pointOf(pair.publicKey);
  return {
    publicKey,
    async open(page, owner, { actions, spendMaxWei = 0n }) {
      const expiresMs = BigInt(Date.now() + OPEN_FOR_MS);
      const values = { publicKey, actions: actions.join(' '), spendMaxWei, expiresMs };
      const opened = await tryAction(page, { from: owner, primaryType: 'SessionOpen', values });
      return sessionOf(page, owner, publicKey, opened);
    },
    async sign(page, action) {
      const chain = await page.evaluate(() => (window as unknown as WeftWindow).weft.chain());
      const { primaryType, values, session, account, nonce, feeMaxWei = 0n } = action;
      const fields = chain.actions.find((each) => each.primaryType === primaryType)?.fields ?? [];
      const validUntilMs = BigInt(Date.now() + VALID_FOR_MS);
      const envelope = { account, nonce, validUntilMs, feeMax: feeMaxWei };
      const { domain } = chain;
      const types = { [primaryType]: [...fields, ...ENVELOPE_FIELDS] };
      const struct = hashStruct({ primaryType, types, data: { ...values, ...envelope } });
      const domainType = 'EIP712Domain';
      const domainTypes = { [domainType]: getTypesForEIP712Domain({ domain }) };
      const separator = hashStruct({ primaryType: domainType, types: domainTypes, data: domain });
      const message = concatHex([SIGNED_PREFIX, separator, struct, session]);
      const body = toRlp([
        stringToHex(primaryType),
        fields.map(({ name, type }) => rlpItem(values[name] ?? '0x', type)),
        account as Hex,
        ...[nonce, validUntilMs, feeMaxWei].map((value) => rlpItem(value, 'uint256')),
        ...[session, publicKey, lowSignature(privateKey, hexToBytes(message))],
      ]);
      return concatHex([SESSION_ACTION, body]);
    },
  };
}

async function sessionOf(
  page: Page,
  owner: HDAccount,
  publicKey: Hex,
  { code, hash }: Outcome,
): Promise<Hex> {
  if (code !== 'done') throw new RangeError(`the session was not opened: ${code} ${hash}`);
  const sessions = await page.evaluate(async (account) => {
    const { weft } = window as unknown as WeftWindow;
    const { value } = await weft.query('session', 'list', { account });
    return value as { id: Hex; publicKey: Hex }[];
  }, owner.address.toLowerCase() as Hex);
  return sessions.findLast((each) => each.publicKey === publicKey)?.id ?? '0x';
}

function pointOf(key: KeyObject): Hex {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = [x, y].map((part) => toHex(Buffer.from(part, 'base64url')));
  return concatHex(['0x04', ...point]);
}

function lowSignature(key: KeyObject, message: Uint8Array): Hex {
  const bytes = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(toHex(bytes.subarray(32)));
  const low = s > ORDER / 2n ? ORDER - s : s;
  return concatHex([toHex(bytes.subarray(0, 32)), numberToHex(low, { size: 32 })]);
}
